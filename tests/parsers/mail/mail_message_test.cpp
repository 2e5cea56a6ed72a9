#include "parsers/mail/mail_message.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/mail/mail_splitter.h"

namespace cabled::mail_message_test {
namespace {

/// "type|location|bytes;" of each part.
std::string parts_of(const std::string& bytes) {
  std::string out;
  for (const MailPart& part : read_mail(bytes).parts) {
    out += part.content_type + '|' + part.location + '|' + part.bytes + ';';
  }
  return out;
}

std::string messages_of(const std::string& bytes, std::size_t step = 1 << 20,
                        std::size_t max_message = 1 << 20) {
  const auto form = mail_form(bytes);
  if (!form) return "no mail";
  MailSplitter splitter(*form, max_message);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    splitter.push(std::string_view(bytes).substr(at, step));
  }
  splitter.finish();
  std::string out;
  while (const auto mail = splitter.next()) {
    out += std::to_string(mail->line) + '<' + mail->text + mail->error + '>';
  }
  return out;
}

TEST(MailMessage, UndoesTheCodingOfItsText) {
  EXPECT_EQ(parts_of("Content-Type: text/plain; charset=utf-8\n\nplain\n"),
            "text/plain; charset=utf-8||plain\n;");
  EXPECT_EQ(
      parts_of("Content-Transfer-Encoding: Quoted-Printable\r\n\r\na =3D b, lo=\r\nng=20\r\n"),
      "text/plain||a = b, long \n;");
  EXPECT_EQ(parts_of("Content-Type: text/html\nContent-Transfer-Encoding: BASE64\n\nPHA+\nYQ==\n"),
            "text/html||<p>a;");
  EXPECT_EQ(parts_of("Content-Transfer-Encoding: 8bit\n\n=3D\n"), "text/plain||=3D\n;");
}

TEST(MailMessage, LeavesWhatIsNoEscapeAsItIs) {
  EXPECT_EQ(decode_quoted_printable("a=zz =4 50=25 =\n=e2=82=AC"), "a=zz =4 50% \xE2\x82\xAC");
  EXPECT_EQ(decode_mail_base64("YWJj\r\nZGU"), "abcde");
}

TEST(MailMessage, TakesTextAndHtmlOfItsPartsAndThePlainOneOfAlternatives) {
  const std::string alternative =
      "Content-Type: multipart/alternative; boundary=\"b 2\"\n\n--b 2\nContent-Type: "
      "text/html\n\n<p>x\n"
      "--b 2\nContent-Type: text/plain\n\nx\n--b 2--\n";
  EXPECT_EQ(parts_of(alternative), "text/plain||x;");
  EXPECT_EQ(
      parts_of("Content-Type: multipart/mixed;\n boundary=b1\n\npreamble\n--b1\n" + alternative +
               "--b1\nContent-Type: image/png\n\nPNG\n--b1\nContent-Type: text/plain\n\ny\n--b1--\n"
               "epilogue"),
      "text/plain||x;text/plain||y;");
  EXPECT_EQ(parts_of("Content-Type: message/rfc822\n\nSubject: inner\n\ntext"),
            "text/plain||text;");
}

TEST(MailMessage, KnowsTheAddressOfASavedPage) {
  const std::string head =
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/p\r\nMIME-Version: "
      "1.0\r\n"
      "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x\"\r\n\r\n";
  const std::string html = "----x\r\nContent-Type: text/html\r\n";
  const std::string style =
      "----x\r\nContent-Type: text/css\r\nContent-Location: http://a.example/c\r\n\r\np{}\r\n";

  EXPECT_EQ(parts_of(head + html + "Content-Location: http://a.example/q\r\n\r\n<p>\r\n" + style +
                     "----x--\r\n"),
            "text/html|http://a.example/q|<p>;");
  EXPECT_EQ(parts_of(head + html + "\r\n<p>\r\n" + style), "text/html|http://a.example/p|<p>;");
  EXPECT_EQ(parts_of(head + html + "\r\n<p>cut"), "text/html|http://a.example/p|<p>cut;");
}

TEST(MailMessage, GivesItsDateAndId) {
  const MailMessage message =
      read_mail("Date: Mon, 29 Nov 2010 21:45:41 +0100\nMessage-ID: <a.1@b.example>\n\nx");

  EXPECT_EQ(message.date, "2010-11-29T20:45:41Z");
  EXPECT_EQ(message.id, "a.1@b.example");
  EXPECT_EQ(read_mail("Date: soon\n\nx").date, "");
}

TEST(MailMessage, EndsInPartsWithoutEnd) {
  std::string deep;
  for (int i = 0; i < 200; ++i) {
    const std::string b = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n";
  }
  EXPECT_EQ(parts_of(deep + "\ntext"), "");
  EXPECT_EQ(parts_of("Content-Type: multipart/mixed; boundary=\n\n--\n\nx\n"), "text/plain||x\n;");
}

TEST(MailSplitter, PartsAMailboxAtItsFromLines) {
  const std::string first =
      "From a@b.example Mon Nov 29 20:45:41 2010\nSubject: x\n\none\n>From here\n";
  const std::string second =
      "From - Tue Nov 30 08:00:00 2010\nSubject: y\n\nFrom now on it is prose\n";
  const std::string messages =
      "1<Subject: x\n\none\nFrom here\n\n>7<Subject: y\n\nFrom now on it is prose\n>";

  EXPECT_EQ(messages_of(first + "\n" + second), messages);
  EXPECT_EQ(messages_of(first + "\n" + second, 1), messages) << "byte by byte";
}

TEST(MailSplitter, TakesAByteOrderMarkForNoPartOfTheFirstField) {
  const std::string mark = "\xef\xbb\xbf";
  const std::string mail = "Message-ID: <1@example.org>\nFrom: a@example.org\nDate: now\n\nText\n";
  const std::string from = "From a@example.org Mon Nov 29 20:45:41 2010\n";

  for (const std::size_t step : std::vector<std::size_t>{1, 2, 1000}) {
    EXPECT_EQ(messages_of(mark + mail, step), messages_of(mail, step)) << step;
    EXPECT_EQ(messages_of(mark + from + mail, step), messages_of(from + mail, step)) << step;
  }
  EXPECT_NE(messages_of(mark + from + mail).find("<Message-ID"), std::string::npos);
}

TEST(MailSplitter, NamesAMessageThatIsTooLarge) {
  EXPECT_EQ(messages_of("From a Mon Nov 29 20:45:41 2010\nA: b\n\n" + std::string(99, 'x') +
                            "\n\nFrom a Mon Nov 29 20:45:41 2010\nA: c\n\ny\n",
                        16, 60),
            "1<message of more than 60 bytes>6<A: c\n\ny\n>");
}

TEST(MailForm, IsMailOnlyByFieldsThatNothingElseHas) {
  for (const std::string mail :
       {"Return-Path: <a@b>\nSubject: x\n\nt", "MIME-Version: 1.0\nContent-Type: text/plain\n\nt",
        "From: a <a@b.example>\nDate: Mon, 29 Nov 2010 20:45:41 +0000\n\nt",
        "Received: from x\n by y\nMessage-ID: <1@b>\n\nt"}) {
    EXPECT_EQ(mail_form(mail), MailForm::kMessage) << mail;
  }
  for (const std::string page :
       {"From: AMEMBASSY QUITO\nTo: SECSTATE\nSubject: BANANAS\n\n1. Text.\n",
        "Reference ID: 09QUITO1\nOrigin: Embassy Quito\nDate: 2009-03-01\n\nVZCZC\n",
        "From Quito we report at 12:00 that\nbananas are cheap.\n", "SUBJECT: X\nREF: A\n", ""}) {
    EXPECT_EQ(mail_form(page), std::nullopt) << page;
  }
}

}  // namespace
}  // namespace cabled::mail_message_test
