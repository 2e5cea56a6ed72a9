#include "parsers/codes/code_tables.h"

namespace cabled::code_tables {

const std::string_view kCaptions = R"(
SIPDIS: for distribution on SIPRNet, the government's network for secret matters
NOSIPDIS: not for distribution on SIPRNet
SENSITIVE: sensitive but unclassified
SBU: sensitive but unclassified
NOFORN: not releasable to foreign nationals
ORCON: originator controls dissemination
NOCONTRACT: not releasable to contractors
EFTO: encrypt for transmission only
FOUO: for official use only
LOU: limited official use
DEPARTMENT USE ONLY: for the Department of State alone
EXDIS: exclusive distribution
NODIS: no distribution beyond the addressee
LIMDIS: limited distribution
STADIS: State Department distribution only
TERREP: terrorism report
ROGER CHANNEL: on matters of intelligence, handled by the Bureau of Intelligence and Research
EYES ONLY: for the named reader alone
CODEL: congressional delegation
STAFFDEL: delegation of congressional staff
AIDAC: channel of the Agency for International Development
DISSENT CHANNEL: of those who do not agree with a policy
DS CHANNEL: on matters of security, handled by the Bureau of Diplomatic Security
MED CHANNEL: on matters of health
VISAS VIPER: reporting of suspected terrorists to the visa system
)";

const std::string_view kAcronyms = R"(
A/S: Assistant Secretary
ADDEES: addressees
AMCONSUL: American consulate
AMEMBASSY: American embassy
AMCIT: American citizen
CG: consul general
CONGEN: consulate general
COM: chief of mission
CONOFF: consular officer
CODEL: congressional delegation
DAS: Deputy Assistant Secretary
DATT: defense attache
DCM: deputy chief of mission
DECL: declassify
DEPTEL: telegram of the Department
DTG: date-time group
ECONOFF: economic officer
EMBOFF: embassy officer
EMBTEL: telegram of the embassy
EO: executive order
FM: from, before the sender of a telegram
FSN: Foreign Service national, an employee hired locally
INFO: addressees for information
LEGATT: legal attache, of the FBI
MFA: ministry of foreign affairs
MOD: ministry of defense
MRN: message reference number, the id of a telegram
NIACT: night action, to be acted on at once
ODA: Office of the Defense Attache
OADR: originating agency's determination required
PAO: public affairs officer
PM: prime minister
POLOFF: political officer
POLCOUNS: political counselor
PASEP: passed separately
REFTEL: the telegram referred to
RSO: regional security officer
SECDEF: Secretary of Defense
SECSTATE: Secretary of State
SECTO: telegram of the Secretary's delegation to the Department
SEPTEL: a separate telegram
TAGS: Traffic Analysis by Geography and Subject
TOSEC: telegram of the Department to the Secretary's delegation
USDEL: delegation of the United States
USG: government of the United States
USINT: United States interests section
USMISSION: mission of the United States
WASHDC: Washington, D.C.
WHA: Bureau of Western Hemisphere Affairs
)";

}  // namespace cabled::code_tables
