#include "parsers/cable/body/acronyms.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace cabled {
namespace {

using namespace std::literals;

// Acronyms that have a vowel, so that they could be taken for words; sorted.
constexpr auto kSpoken = std::to_array<std::string_view>({
    "ABM",      "ACDA",     "ADB",      "AEI",    "AFDB",   "AFRICOM", "AGOA",   "AIDS",
    "AIG",      "AIPAC",    "AIT",      "AKP",    "AMIA",   "AMIS",    "AMISOM", "ANA",
    "ANC",      "ANP",      "ANSF",     "APEC",   "APF",    "AQAP",    "AQI",    "AQIM",
    "ARF",      "ASEAN",    "ASEM",     "ATF",    "AU",     "AUB",     "AUC",    "AWACS",
    "BAE",      "BBC",      "BIA",      "BIS",    "BRIC",   "BTA",     "CAFTA",  "CARICOM",
    "CDU",      "CEMAC",    "CENTCOM",  "CFE",    "CIA",    "CIS",     "CITES",  "CODEL",
    "COE",      "CPA",      "CSU",      "CT",     "CTBTO",  "CTR",     "DAS",    "DATT",
    "DEA",      "DHS",      "DIA",      "DOD",    "DOE",    "DOJ",     "DOL",    "DPA",
    "DPRK",     "DRC",      "DROC",     "DTRA",   "DUP",    "EAC",     "EADS",   "EAP",
    "EBRD",     "EC",       "ECB",      "ECOSOC", "ECOWAS", "EEB",     "EEZ",    "EFTA",
    "EIB",      "ELN",      "EPA",      "ESDP",   "EU",     "EUCOM",   "EUFOR",  "EULEX",
    "EUPOL",    "EUR",      "EXBS",     "FAA",    "FAO",    "FARC",    "FATA",   "FATF",
    "FBI",      "FCO",      "FDA",      "FDI",    "FIU",    "FM",      "FMF",    "FMLN",
    "FSA",      "FTA",      "FTAA",     "FYROM",  "GAERC",  "GAO",     "GCC",    "GDP",
    "GE",       "GIA",      "GICNT",    "GMO",    "GNEP",   "GSOMIA",  "GSP",    "GTMO",
    "GUAM",     "HEU",      "HIV",      "HMG",    "HRC",    "IAEA",    "IBRD",   "ICAO",
    "ICC",      "ICJ",      "ICRC",     "ICTR",   "ICTY",   "IDB",     "IDF",    "IDP",
    "IDPS",     "IED",      "IEDS",     "IFC",    "IFI",    "IFIS",    "IFOR",   "IGAD",
    "IIP",      "ILEA",     "ILO",      "IMCL",   "IMET",   "IMF",     "IMO",    "INCSR",
    "INL",      "INR",      "INTERPOL", "IO",     "IOM",    "IPR",     "IRA",    "IRGC",
    "IRI",      "IRISL",    "IRS",      "ISAF",   "ISI",    "ISN",     "ISPS",   "ITAR",
    "ITU",      "IUU",      "IVP",      "JCCC",   "JCIC",   "JEM",     "JI",     "KFOR",
    "KIA",      "KRG",      "LDP",      "LEA",    "LNG",    "LRA",     "LTTE",   "MCA",
    "MDC",      "MEA",      "MEP",      "MEPI",   "MEPS",   "MFA",     "MFO",    "MILF",
    "MINUSTAH", "MNFI",     "MOE",      "MOF",    "MOFA",   "MOFAT",   "MOI",    "MOIS",
    "MOJ",      "MOU",      "MOUS",     "MTA",    "NAC",    "NAFTA",   "NAS",    "NASA",
    "NATO",     "NEA",      "NEC",      "NED",    "NEPAD",  "NGO",     "NGOS",   "NIE",
    "NIH",      "NIS",      "NLD",      "NPA",    "NPT",    "NSA",     "OAS",    "OAU",
    "ODA",      "ODC",      "ODIHR",    "OECD",   "OEF",    "OFAC",    "OIC",    "OIF",
    "OMB",      "OPCW",     "OPEC",     "OPIC",   "OSCE",   "OSD",     "PA",     "PACOM",
    "PAO",      "PAS",      "PEPFAR",   "PIF",    "PJAK",   "PKO",     "PLA",    "PLO",
    "PM",       "POEA",     "POW",      "PRI",    "PSI",    "PUK",     "RCMP",   "RECAAP",
    "REO",      "ROC",      "ROK",      "ROKG",   "ROTC",   "RPO",     "SAARC",  "SADC",
    "SAG",      "SARG",     "SARS",     "SCIRI",  "SCO",    "SEC",     "SECDEF", "SELEX",
    "SFA",      "SICA",     "SIS",      "SLA",    "SNIE",   "SOCOM",   "SOE",    "SOES",
    "SOFA",     "SOUTHCOM", "SPLA",     "SRSG",   "STOVL",  "TAEF",    "TAZARA", "TFG",
    "TIEA",     "TIFA",     "TIP",      "TRIPS",  "TSA",    "TV",      "UAE",    "UAV",
    "UAVS",     "UDF",      "UIGA",     "UK",     "UN",     "UNAIDS",  "UNAMA",  "UNAMI",
    "UNAMID",   "UNCLOS",   "UNCTAD",   "UNDOF",  "UNDP",   "UNEP",    "UNESCO", "UNFPA",
    "UNGA",     "UNHCR",    "UNHRC",    "UNICEF", "UNIDO",  "UNIFEM",  "UNIFIL", "UNITA",
    "UNMEE",    "UNMIK",    "UNMIL",    "UNMIN",  "UNMIS",  "UNMISS",  "UNODC",  "UNOMIG",
    "UNRWA",    "UNSC",     "UNSCOL",   "UNSCR",  "UNSYG",  "UNVIE",   "URENCO", "USA",
    "USAF",     "USAID",    "USCG",     "USCIRF", "USDA",   "USEU",    "USG",    "USGS",
    "USMC",     "USNATO",   "USOAS",    "USOSCE", "USSR",   "USTR",    "USUN",   "VAT",
    "VIP",      "VIPS",     "VOA",      "WEF",    "WEU",    "WHA",     "WIPO",   "WMO",
    "WTO",      "ZANU",     "ZAPU",     "ZCTU",
});

// Words without a vowel that are words all the same, and abbreviations that are not acronyms;
// sorted.
constexpr auto kPlain = std::to_array<std::string_view>({
    "BLVD", "BY",   "CRY", "CYPRUS", "DR", "DRY",  "FLY", "GEN",  "GYM", "HYMN", "JR",    "LT",
    "LTD",  "LYNX", "MR",  "MRS",    "MS", "MT",   "MY",  "MYTH", "NTH", "PRY",  "PYGMY", "SGT",
    "SHY",  "SKY",  "SPY", "SR",     "ST", "SYNC", "THY", "TRY",  "VS",  "WHY",
});

bool has_vowel(std::string_view word) {
  return word.find_first_of("AEIOUY") != std::string_view::npos;
}

bool is_roman_numeral(std::string_view word) {
  constexpr std::array kNumerals = {"II"sv,   "III"sv, "IV"sv,    "VI"sv,  "VII"sv, "VIII"sv,
                                    "IX"sv,   "XI"sv,  "XII"sv,   "XIV"sv, "XV"sv,  "XVI"sv,
                                    "XVII"sv, "XX"sv,  "XVIII"sv, "XIX"sv, "XIII"sv};
  return std::ranges::find(kNumerals, word) != kNumerals.end();
}

// "GOL", "GOI": the government of Libya, of India or Iraq, ...; "GOD" is the one such word met.
bool is_government(std::string_view word) {
  return word.size() == 3 && word.starts_with("GO") && word != "GOD" && !word.ends_with('O');
}

}  // namespace

bool is_acronym(std::string_view word) {
  if (word.size() < 2) return false;
  if (std::ranges::binary_search(kPlain, word)) return false;
  if (!has_vowel(word) || is_roman_numeral(word) || is_government(word)) return true;
  return std::ranges::binary_search(kSpoken, word);
}

}  // namespace cabled
