#include "parsers/cable/tags/tag_table.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Countries, regions and territories; sorted, as are the tables below.
constexpr auto kGeo = std::to_array<std::string_view>({
    "AA", "AC", "AE", "AF", "AG", "AJ", "AL", "AM", "AN", "AO", "AQ", "AR", "AS", "AU", "AV", "AY",
    "BA", "BB", "BC", "BD", "BE", "BF", "BG", "BH", "BK", "BL", "BM", "BN", "BO", "BP", "BR", "BT",
    "BU", "BX", "BY", "BZ", "CA", "CB", "CD", "CE", "CF", "CG", "CH", "CI", "CJ", "CK", "CM", "CN",
    "CO", "CR", "CS", "CT", "CU", "CV", "CW", "CY", "DA", "DJ", "DO", "DR", "EC", "EG", "EI", "EK",
    "EN", "ER", "ES", "ET", "EZ", "FI", "FJ", "FM", "FP", "FR", "GA", "GB", "GG", "GH", "GI", "GJ",
    "GL", "GM", "GP", "GR", "GT", "GV", "GY", "GZ", "HA", "HK", "HO", "HR", "HU", "IC", "ID", "IN",
    "IR", "IS", "IT", "IV", "IZ", "JA", "JM", "JO", "JP", "KE", "KG", "KN", "KR", "KS", "KU", "KV",
    "KZ", "LA", "LE", "LG", "LH", "LI", "LO", "LS", "LT", "LU", "LY", "MA", "MB", "MC", "MD", "MF",
    "MG", "MI", "MJ", "MK", "ML", "MN", "MO", "MP", "MR", "MT", "MU", "MV", "MX", "MY", "MZ", "NC",
    "NE", "NG", "NH", "NI", "NL", "NO", "NP", "NR", "NS", "NT", "NU", "NZ", "PA", "PE", "PK", "PL",
    "PM", "PO", "PP", "PS", "PU", "RI", "RM", "RO", "RP", "RS", "RW", "SA", "SC", "SE", "SF", "SG",
    "SI", "SL", "SM", "SN", "SO", "SP", "ST", "SU", "SW", "SY", "SZ", "TC", "TD", "TH", "TI", "TN",
    "TO", "TP", "TS", "TT", "TU", "TV", "TW", "TX", "TZ", "UG", "UK", "UP", "UR", "US", "UV", "UY",
    "UZ", "VC", "VE", "VM", "VN", "VT", "WA", "WE", "WS", "WZ", "XA", "XB", "XC", "XD", "XE", "XF",
    "XG", "XH", "XI", "XK", "XL", "XM", "XR", "XS", "XT", "XV", "XX", "YI", "YM", "YO", "ZA", "ZF",
    "ZI", "ZK", "ZL", "ZP", "ZR", "ZU",
});

// Subject TAGS of the handbook: the first letter names the field, P for politics.
constexpr auto kSubjects = std::to_array<std::string_view>({
    "ABLD", "ABUD", "ACKM", "ACOA", "ADCO", "ADPM", "AECL", "AEMR", "AFIN", "AFSI", "AFSN", "AFSP",
    "AGAO", "AGMT", "AINF", "AINR", "AINT", "ALOW", "AMED", "AMER", "AMEX", "AMGT", "AMSC", "ANET",
    "AODE", "AORC", "AORG", "AORL", "APCS", "APER", "APUB", "ASCH", "ASEC", "ASIG", "ASOC", "ASPA",
    "ASUP", "ATRN", "AUDC", "AVIC", "BBSR", "BENC", "BEXB", "BEXP", "BFIF", "BFIN", "BFOL", "BGEN",
    "BITO", "BMGT", "BPIS", "BPRO", "BTIO", "BTRA", "CARC", "CASC", "CDES", "CFED", "CFIS", "CGEN",
    "CJAN", "CLOK", "CMGT", "CNAR", "CONS", "CPAS", "CPPT", "CVIS", "CWRG", "EAGR", "EAID", "EAIR",
    "EALR", "EBUD", "ECIN", "ECON", "ECPS", "EDEV", "EDRC", "EDUC", "EEPE", "EFIN", "EFIS", "EFND",
    "EGAR", "EGEN", "EGOV", "EINC", "EIND", "EINT", "EINV", "ELAB", "ELEC", "ELTN", "EMED", "EMIN",
    "ENGY", "ENRG", "ENVI", "ENVR", "EPET", "EPIN", "ERIN", "ESTH", "ETEL", "ETRA", "ETRC", "ETRD",
    "ETRN", "ETRO", "ETTC", "EWWT", "EXIM", "MAPP", "MARR", "MASC", "MASS", "MCAP", "MEDI", "MEPN",
    "MEPP", "MILI", "MNUC", "MNUR", "MNVC", "MOPS", "MPLA", "MPOS", "MTRE", "MUCN", "OBSP", "OCII",
    "OCLR", "OCRA", "OCRP", "OCUL", "ODIP", "ODPC", "OEXC", "OEXP", "OFDA", "OFDP", "OIIP", "OPDC",
    "OPIC", "OPPI", "OPRC", "OPSC", "OREP", "ORUE", "OSCI", "OTAR", "OTRA", "OTRD", "OTRY", "OVIP",
    "PALS", "PARM", "PBIO", "PBST", "PBTS", "PDEM", "PDIP", "PEPR", "PFOR", "PGGV", "PGIC", "PGOF",
    "PGOV", "PHAS", "PHSA", "PHUM", "PHUS", "PINF", "PINL", "PINO", "PINR", "PINS", "PINT", "PINX",
    "PLAB", "PLOS", "PMIL", "PNAT", "PNIR", "PNUC", "POLM", "PORG", "PPAO", "PPEL", "PRAM", "PREF",
    "PREG", "PREL", "PROG", "PROP", "PROV", "PSEC", "PSOE", "PTER", "PTIO", "PUNE", "SCIC", "SCUL",
    "SENV", "SHUM", "SMIG", "SNAR", "SNKG", "SOCI", "SOPN", "SPCE", "SREF", "SWEL", "SYAI", "TBIO",
    "TGEN", "TINT", "TNDG", "TNGD", "TPHY", "TPSA", "TPSL", "TRGY", "TRSY", "TSPA", "TSPL", "TTRD",
    "TWEL", "TWRO",
});

// Program TAGS: K and three letters. A run of tags glued together is only split at known ones.
constexpr auto kPrograms = std::to_array<std::string_view>({
    "KACT", "KAID", "KAPO", "KAWC", "KAWK", "KBBR", "KBCT", "KBIO", "KBTR", "KBTS", "KCCP", "KCFE",
    "KCHG", "KCIP", "KCIS", "KCMR", "KCOM", "KCOR", "KCRM", "KCRP", "KCRS", "KCSY", "KCUL", "KDDG",
    "KDEM", "KDEV", "KDMR", "KDRG", "KEAI", "KECF", "KENV", "KEPI", "KERG", "KESO", "KFAM", "KFEM",
    "KFIN", "KFLO", "KFLU", "KFPC", "KFRD", "KFSC", "KFTN", "KGCC", "KGHG", "KGIC", "KGIT", "KHDP",
    "KHIV", "KHLS", "KHSA", "KHUM", "KICC", "KICT", "KIDE", "KIFR", "KIIP", "KIMM", "KIMT", "KINL",
    "KINR", "KIPR", "KIRC", "KIRF", "KISL", "KJRE", "KJUS", "KLAB", "KLIG", "KLTN", "KMCA", "KMCC",
    "KMDR", "KMFO", "KMNC", "KMOC", "KMPI", "KMRS", "KMSG", "KNAR", "KNDP", "KNEI", "KNEP", "KNGO",
    "KNNB", "KNNP", "KNNR", "KNPP", "KNPT", "KNSD", "KNUC", "KNUP", "KOCI", "KOCS", "KOGL", "KOLY",
    "KOMC", "KOMS", "KOPR", "KORF", "KPAI", "KPAK", "KPAL", "KPAO", "KPDD", "KPIN", "KPIR", "KPKO",
    "KPLS", "KPMI", "KPOA", "KPOL", "KPOP", "KPOW", "KPPD", "KPRP", "KPRV", "KPTS", "KPWR", "KRAD",
    "KRCM", "KREC", "KREF", "KREL", "KRFD", "KRGY", "KRIM", "KRVC", "KSAC", "KSAF", "KSCA", "KSCI",
    "KSEC", "KSEO", "KSEP", "KSLG", "KSOC", "KSPR", "KSTC", "KSTH", "KSTS", "KSTT", "KSUM", "KSUR",
    "KTBD", "KTBT", "KTDB", "KTDD", "KTEX", "KTFN", "KTFS", "KTIA", "KTIP", "KTLA", "KTRD", "KTTC",
    "KUNC", "KUNR", "KVIR", "KVIS", "KVPR", "KVRC", "KWAC", "KWBG", "KWIR", "KWMM", "KWMN", "KWNM",
    "KWNN", "KWPA", "KWPG", "KWWW", "KZFI",
});

// Organisations, of any length.
constexpr auto kOrganizations = std::to_array<std::string_view>({
    "ACABQ",   "ADB",    "AEC",     "AFDB",   "AIT",      "AMIS",     "ANZUS",    "APEC",
    "APEC-SC", "ARF",    "ASEAN",   "ASEM",   "AU",       "AVERY",    "CACM",     "CAFTA",
    "CARICOM", "CBW",    "CDC",     "CDG",    "CERN",     "CIA",      "CIS",      "COE",
    "CPA",     "CSCE",   "CTBT",    "CTR",    "CWC",      "DEA",      "DHS",      "DOD",
    "DOE",     "EAC",    "EBRD",    "ECB",    "ECOSOC",   "ECOWAS",   "EFTA",     "EU",
    "EUN",     "FAA",    "FAO",     "FBI",    "FTAA",     "G-20",     "G-8",      "G20",
    "G8",      "GATT",   "GCC",     "GEF",    "GTIP",     "IADB",     "IAEA",     "IBRD",
    "ICAO",    "ICC",    "ICJ",     "ICRC",   "ICTR",     "ICTY",     "IDA",      "IDB",
    "IDP",     "IFAD",   "IFC",     "IGAD",   "IIP",      "ILC",      "ILO",      "IMF",
    "IMO",     "INR",    "INRA",    "INRB",   "INRO",     "INTERPOL", "IOM",      "IPR",
    "ISAF",    "ITU",    "IWC",     "JCIC",   "KFOR",     "MCC",      "MERCOSUR", "MTCR",
    "MTCRE",   "NAFTA",  "NAM",     "NAS",    "NASA",     "NATO",     "NEPAD",    "NGO",
    "NIH",     "NPT",    "NSC",     "NSF",    "NSG",      "OAS",      "OAU",      "ODIHR",
    "OECD",    "OFAC",   "OFDA",    "OHCHR",  "OIC",      "OPCW",     "OPEC",     "OSAC",
    "OSCE",    "OTAN",   "OVP",     "PKK",    "PLO",      "PRT",      "SAARC",    "SACU",
    "SADC",    "SCO",    "SICA",    "UN",     "UNAIDS",   "UNAMA",    "UNAMI",    "UNAUS",
    "UNBRO",   "UNC",    "UNCHC",   "UNCHR",  "UNCITRAL", "UNCND",    "UNCRIME",  "UNCSD",
    "UNCTAD",  "UNDC",   "UNDEF",   "UNDP",   "UNEP",     "UNESCO",   "UNFCCC",   "UNFICYP",
    "UNFPA",   "UNGA",   "UNHCR",   "UNHRC",  "UNHRC-1",  "UNICEF",   "UNIDO",    "UNIDROIT",
    "UNIFEM",  "UNIFIL", "UNMIK",   "UNMIN",  "UNODC",    "UNOMIG",   "UNPAR",    "UNPUOS",
    "UNRWA",   "UNSC",   "UNSCD",   "UNSCE",  "UNSCR",    "UNTAC",    "UPU",      "USAID",
    "USDA",    "USEU",   "USGS",    "USNATO", "USOAS",    "USOSCE",   "USPS",     "USTDA",
    "USTR",    "USTRPS", "USTRUWR", "USUN",   "WB",       "WCL",      "WEU",      "WFP",
    "WHA",     "WHO",    "WHTI",    "WIPO",   "WMO",      "WTO",      "WTRO",     "ZANU-PF",
});

template <typename Table>
bool contains(const Table& table, std::string_view tag) {
  return std::ranges::binary_search(table, tag);
}

bool all_capitals(std::string_view tag) { return std::ranges::all_of(tag, ascii::is_upper); }

}  // namespace

std::optional<TagKind> known_tag_kind(std::string_view tag) {
  if (contains(kGeo, tag)) return TagKind::kGeo;
  if (contains(kOrganizations, tag)) return TagKind::kOrganization;
  if (contains(kSubjects, tag)) return TagKind::kSubject;
  if (contains(kPrograms, tag)) return TagKind::kProgram;
  return std::nullopt;
}

bool is_listed_code(std::string_view tag) {
  return contains(kGeo, tag) || contains(kSubjects, tag) || contains(kPrograms, tag);
}

TagKind tag_kind(std::string_view tag) {
  if (tag.find(',') != std::string_view::npos) return TagKind::kPerson;
  if (const auto known = known_tag_kind(tag)) return *known;
  if (!all_capitals(tag)) return TagKind::kUnknown;
  if (tag.size() == 2) return TagKind::kGeo;
  if (tag.size() == 4 && tag.front() == 'K') return TagKind::kProgram;
  return TagKind::kUnknown;
}

}  // namespace cabled
