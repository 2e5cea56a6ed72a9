"""The telegrams of the sample site. All of them are invented: nobody sent them, nobody in them lives.

Only the form is real, and the names of the posts, so that a cable's number is a canonical id.
"""

import datetime

# Station: routing indicator, FM line, initial transmission number.
POSTS = {
    "LISBON": ("RUEHLI", "AMEMBASSY LISBON"),
    "OSLO": ("RUEHNY", "AMEMBASSY OSLO"),
    "NAIROBI": ("RUEHNR", "AMEMBASSY NAIROBI"),
    "HANOI": ("RUEHHI", "AMEMBASSY HANOI"),
    "QUITO": ("RUEHQT", "AMEMBASSY QUITO"),
    "WELLINGTON": ("RUEHWL", "AMEMBASSY WELLINGTON"),
    "NAPLES": ("RUEHNP", "AMCONSUL NAPLES"),
    "TALLINN": ("RUEHTL", "AMEMBASSY TALLINN"),
}


def telegram(station, serial, dtg, tags, subject, paragraphs, **more):
    """One telegram's facts; `dtg` is (year, month, day, hour, minute) in UTC."""
    return {"station": station, "serial": serial, "sent": datetime.datetime(*dtg), "tags": tags,
            "subject": subject, "paragraphs": paragraphs, "signal": "", "notice": "", "ref": "",
            "partial": False, "sections": 1, "signer": "HALVORD", **more}


def cable_id(cable):
    return f"{cable['sent']:%y}{cable['station']}{cable['serial']}"


def header(cable):
    routing, post = POSTS[cable["station"]]
    sent = cable["sent"]
    section = "/01" if cable["sections"] > 1 else ""
    stamp = f"{sent:%d%H%M}Z {sent:%b %y}".upper()
    return [f"VZCZCX{'RO' if section else 'YZ'}{cable['serial'] * 7 % 10000:04d}",
            "RR RUEHWEB", "",
            f"DE {routing} #{cable['serial']:04d}{section} {sent:%j%H%M}", "ZNR UUUUU ZZH",
            f"R {stamp}{cable['signal']}", f"FM {post}",
            f"TO RUEHC/SECSTATE WASHDC {cable['serial'] * 3 + 1000}",
            "INFO RUCPDOC/DEPT OF COMMERCE WASHDC", ""]


def classification(cable):
    section = f"SECTION 01 OF {cable['sections']:02d} " if cable["sections"] > 1 else ""
    return f"UNCLAS {section}{cable['station']} {cable['serial']:06d}"


def wrapped(text, width=68):
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def body(cable):
    out = [classification(cable), ""]
    if cable["notice"]:
        out += [cable["notice"], ""]
    out += ["SIPDIS", "", "E.O. 12958: N/A", f"TAGS: {' '.join(cable['tags'])}"]
    out += wrapped("SUBJECT: " + cable["subject"]) + [""]
    if cable["ref"]:
        out += [f"REF: {cable['ref']}", ""]
    pages = cable["sections"]
    for number, paragraph in enumerate(cable["paragraphs"], start=1):
        if 1 < number <= pages:
            out += [f"{cable['station']} {cable['serial']:08d}  {number:03d} OF {pages:03d}", "", ""]
        out += wrapped(f"{number}. (U) {paragraph}") + [""]
    return [*out, cable["signer"]]


def lines(cable):
    """The telegram as its post sent it, a line an entry."""
    if cable["partial"]:
        notice = ["This record is a partial extract of the original cable. The full text of the "
                  "original cable is not available.", ""]
        return notice + body(cable)
    return header(cable) + body(cable)


ORDINARY = [
    telegram("LISBON", 214, (2007, 1, 9, 15, 12), ["ECON", "EWWT", "PO"],
             "FERRY OPERATORS ASK FOR NIGHT SAILINGS ON THE TAGUS", [
                 "Summary: Three ferry operators told Econoff that the river timetable no longer "
                 "fits the shifts of the container terminal. They want night sailings before the "
                 "summer. End summary.",
                 "Terminal manager Duarte Veloso-Prim said that about four hundred workers cross "
                 "the river by bicycle and taxi after midnight. He called the detour over the "
                 "bridge a tax on sleep.",
                 "Comment: The port authority is willing, the unions are curious, and nobody has "
                 "yet asked who pays for the lights on the piers. End comment."]),
    telegram("OSLO", 88, (2007, 1, 22, 9, 40), ["SENV", "TPHY", "NO"],
             "HARBOUR ICE SURVEY FINDS LATE AND THIN WINTER", [
                 "Summary: The yearly survey of harbour ice found the latest first freeze since "
                 "the series began. Pilots welcome it; seal biologists do not. End summary.",
                 "Survey leader Ingfrid Taasen showed Emboffs a drawer of pencil charts that go "
                 "back to the days of sail. She trusts them more than the buoys, which drift.",
                 "The institute will print the charts in the spring and would be glad of the "
                 "Coast Guard's own series for the same weeks."]),
    telegram("NAIROBI", 1307, (2007, 2, 14, 6, 55), ["EAGR", "EAID", "KE"],
             "TEA AUCTION MOVES TO A LARGER HALL", [
                 "Summary: Brokers at the weekly tea auction have outgrown their hall and will "
                 "meet in a former cinema from March. Volumes are up by a tenth. End summary.",
                 "Auction secretary Wanjala Otieno-Marsh told Agatt that the seats will stay "
                 "because bidders who sit down bid more slowly and quarrel less.",
                 "Comment: Small growers gain most from a room in which they can be seen. End "
                 "comment."]),
    telegram("HANOI", 442, (2007, 3, 1, 4, 20), ["ETRD", "EIND", "VM"],
             "BICYCLE MAKERS WORRY ABOUT CHEAP SADDLES", [
                 "Summary: An association of bicycle makers asks for a standard for saddles, "
                 "since imported ones crack in the first monsoon. End summary.",
                 "Its chairwoman, Lam Thi Quyen-Ha, brought two cracked saddles to the meeting "
                 "and left them with the Economic Section as evidence.",
                 "The ministry has promised a reply within the quarter. Post will report it."]),
    telegram("QUITO", 719, (2007, 3, 19, 21, 5), ["SCUL", "KPAO", "EC"],
             "ALTITUDE CHOIR TOURS WITH A BORROWED PIANO", [
                 "Summary: A choir of mountain guides opened the cultural season with songs in "
                 "three languages. The audience of nine hundred stayed for all of it. End summary.",
                 "Director Remigio Salte-Arcos thanked the Embassy for the loan of its upright "
                 "piano, which came back in tune for the first time since it was bought."],
             signer="JEWELLYN"),
    telegram("WELLINGTON", 163, (2007, 4, 4, 2, 31), ["EFIS", "SENV", "NZ"],
             "TUNA FLEET TRIES PAPER FREE LOGBOOKS", [
                 "Summary: Eleven boats have begun to log their catch on tablets. Skippers like "
                 "the speed and dislike the salt in the sockets. End summary.",
                 "Fisheries officer Hemi Aldous-Tere said that the numbers now arrive before the "
                 "fish does, so inspectors can meet a boat at the quay.",
                 "Comment: A small trial, honestly told. Other fleets are watching. End comment."]),
    telegram("NAPLES", 57, (2007, 4, 17, 13, 48), ["ECON", "SOCI", "IT"],
             "OLD TOWN BAKERS AND THE PRICE OF WOOD", [
                 "Summary: Bakers who fire their ovens with beech say that its price has doubled. "
                 "The city is thinking about a common wood store. End summary.",
                 "Gennaro Pellicciari-Dove, who speaks for sixty ovens, does not want electric "
                 "ones: he says that a customer hears the difference when the crust breaks."]),
    telegram("TALLINN", 391, (2007, 5, 3, 11, 2), ["TINT", "ECPS", "EN"],
             "LIBRARIES LEND OUT WIRELESS BOXES", [
                 "Summary: Village libraries now lend small radio boxes that bring the network "
                 "to farms for a fortnight. Every box is booked until autumn. End summary.",
                 "Librarian Maret Koppelsaar told Poloff that the boxes come back with hay in "
                 "them and without complaints.",
                 "The programme costs less than the shelf on which the encyclopedias stood."]),
    telegram("LISBON", 902, (2007, 5, 21, 16, 30), ["EAIR", "ECON", "PO"],
             "AIRPORT NOISE COUNCIL MEETS AT DAWN", [
                 "Summary: The council on airport noise held its first meeting at five in the "
                 "morning under the flight path, so that all members could hear. End summary.",
                 "Chair Benedita Frois-Calder counted nine aircraft before the minutes of the "
                 "last meeting were read, and had them read again."],
             ref="LISBON 214"),
    telegram("OSLO", 517, (2007, 6, 6, 8, 14), ["ENRG", "EPET", "NO"],
             "STREET LAMPS THAT WAIT FOR WALKERS", [
                 "Summary: A northern town dims its lamps until somebody walks by. It saves "
                 "enough to heat the school's pool. End summary.",
                 "Engineer Torbjorn Eikeset-Lund said that the first week was spent teaching the "
                 "sensors about reindeer.",
                 "Econoff walked the main street at midnight and was never in the dark."]),
    telegram("NAIROBI", 2044, (2007, 6, 25, 7, 26), ["TBIO", "SENV", "KE"],
             "FLAMINGO COUNT BY KITE", [
                 "Summary: Students counted lake birds from photographs taken by kite. The count "
                 "agrees with the aerial survey within two in a hundred. End summary.",
                 "Doctor Achieng Mbarak-Stone said that birds mind a kite less than an engine. "
                 "The strings cost more than the cameras."]),
    telegram("HANOI", 1188, (2007, 7, 10, 5, 51), ["EAGR", "ETRD", "VM"],
             "PEPPER GROWERS OPEN THEIR OWN WAREHOUSE", [
                 "Summary: A cooperative of pepper growers opened a warehouse to wait for better "
                 "prices. Traders shrugged; prices rose. End summary.",
                 "Its treasurer, Bui Van Thach-Rowe, keeps the books in chalk on the warehouse "
                 "wall, where all members can check the sums.",
                 "Comment: Trust is cheap when everyone can read the wall. End comment."]),
    telegram("QUITO", 1630, (2007, 8, 2, 20, 17), ["EWWT", "ETRD", "EC"],
             "RIVER PORT DREDGES BY HAND WHILE IT WAITS", [
                 "Summary: While the dredger waits for a part, a river port clears its channel "
                 "with shovels at low water and keeps two berths open. End summary.",
                 "Harbour captain Ofelia Dunstan-Paz said that the crews have found three anchors "
                 "and a bell. The bell now rings the shifts."]),
]

MULTI_SECTION = telegram(
    "WELLINGTON", 488, (2007, 9, 12, 3, 9), ["TSPL", "SENV", "NZ"],
    "REPORT OF THE ANTARCTIC STORES INSPECTION", [
        "Summary: Inspectors opened every crate in the southern stores. They found good order, "
        "one family of mice and eleven gramophones. End summary.",
        "The fuel drums are sound. Paint protects them better than the covers did, and the covers "
        "will be used for sails.",
        "The mice arrived in oats. They have been given names by the winter crew, which makes the "
        "next step harder than the rule book thinks.",
        "Comment: The gramophones belong to nobody and will stay. End comment."],
    sections=3, signer="MCKELLAN")

PARTIAL = telegram(
    "NAPLES", 311, (2004, 11, 8, 10, 0), ["SCUL", "IT"], "PUPPET THEATRE REOPENS AFTER THE FLOOD", [
        "The puppet theatre by the harbour opened its doors again after eleven months. The flood "
        "had taken the strings and left the faces.",
        "Its owner, Assunta Marchetti-Bell, played to a full house and to the firemen who had "
        "carried the puppets out."], partial=True)

# The advertisement of its page falls between two words of the second paragraph.
INTERRUPTED = telegram(
    "TALLINN", 655, (2007, 9, 27, 12, 44), ["EINV", "ECON", "EN"],
    "SHIPYARD TURNS OLD HULLS INTO GREENHOUSES", [
        "Summary: A shipyard without orders builds greenhouses from retired hulls and sells them "
        "to islands. It has hired again. End summary.",
        "Yard master Kalju Reinvald-Moor said that a hull keeps the wind out better than glass "
        "ever kept the sea out, and that tomatoes do not care about the name on the bow.",
        "Comment: The yard's bank calls it whimsy and has raised its credit. End comment."])

# Written with a windows-1252 dash, quotes and accents on a page that claims UTF-8.
MISLABELLED = telegram(
    "LISBON", 1377, (2007, 10, 11, 17, 3), ["SOCI", "SCUL", "PO"],
    "CAFÉ OWNERS DEFEND THE SMALL CUP", [
        "Summary: Owners of cafés reject a plan for larger cups – they call it \u201cthe end of "
        "conversation\u201d. The ministry says that it has no such plan. End summary.",
        "João Vilhena-Gray of the owners\u2019 guild measured forty cups for Econoff. None held "
        "more than a sip."])

CANCELLED = telegram(
    "OSLO", 931, (2007, 10, 30, 8, 2), ["ETRD", "EFIS", "NO"],
    "SALT COD BUYERS SIGN FOR TWO YEARS",
    ["Summary: Buyers signed for two years. This message was sent before its figures were "
     "checked. End summary."],
    signal=" ZFR", notice="ZFR ZFR ZFR CANCEL TELEGRAM PER DRAFTER REQUEST. "
                          "NEW MESSAGE SENT OUT UNDER MRN 934")

RESENT = telegram(
    "OSLO", 934, (2007, 10, 30, 13, 36), ["ETRD", "EFIS", "NO"],
    "SALT COD BUYERS SIGN FOR TWO YEARS", [
        "Summary: Buyers of salt cod signed for two years at a fixed price, for the first time "
        "since the sixties. End summary.",
        "Guild secretary Asbjorn Rekdal-Finch read the figures out twice, since the first "
        "telephone line had lost a zero."])

# The same cable with a name struck out, as a more careful publisher would print it.
REDACTED = {**ORDINARY[2], "paragraphs": [
    paragraph.replace("Wanjala Otieno-Marsh", "XXXXXXXXXXXX")
    for paragraph in ORDINARY[2]["paragraphs"]]}
