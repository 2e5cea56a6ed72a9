#include "parsers/codes/code_tables.h"

namespace cabled::code_tables {

const std::string_view kSubjectTags = R"(
ABLD: Buildings and Grounds
ABUD: Budget Services and Financial Systems
ADCO: Diplomatic Courier Operations
ADPM: Diplomatic Pouch and Mail
AEMR: Emergency Planning and Evacuation
AFIN: Financial Management
AFSI: Foreign Service Institute
AFSN: Foreign Service National Personnel
AINF: Information Management Services
ALOW: Allowances
AMED: Medical Services
AMGT: Management Operations
ANET: Communications, Circuits, and Networks
AODE: Employees Abroad
AORC: International Organizations and Conferences
APER: Personnel
ASEC: Security
ASIG: Inspector General Activities
BEXP: Trade Expansion and Promotion
BTIO: Trade and Investment Opportunities
CASC: Assistance to Citizens
CDES: Deaths and Estates
CGEN: Consular Affairs, General
CJAN: Judicial Assistance and Notarial Services
CMGT: Consular Administration and Management
CPAS: Passports and Citizenship
CVIS: Visas
EAGR: Agriculture and Forestry
EAID: Foreign Economic Assistance
EAIR: Civil Aviation
ECIN: Economic Integration and Cooperation
ECON: Economic Conditions
ECPS: Communications and Postal Systems
EFIN: Financial and Monetary Affairs
EFIS: Commercial Fishing and Fish Processing
EIND: Industry and Manufacturing
EINV: Foreign Investments
ELAB: Labor Sector Affairs
ELTN: Land Transportation
EMIN: Minerals and Metals
ENRG: Energy and Power
EPET: Petroleum and Natural Gas
ETRD: Foreign Trade
ETTC: Trade and Technology Controls
EWWT: Waterborne Transportation
MARR: Military and Defense Arrangements
MASS: Military Assistance and Sales
MCAP: Military Capabilities
MNUC: Military Nuclear Applications
MOPS: Military Operations
ODIP: U.S. Diplomatic Representation
OEXC: Educational and Cultural Exchange Operations
OFDP: Foreign Diplomats and Foreign Missions
OIIP: International Information Programs
OPDC: Diplomatic Correspondence
OPRC: Public Relations and Correspondence
OREP: U.S. Congressional Travel
OSCI: Science Grants
OTRA: Travel
OVIP: Visits and Travel of Prominent Individuals and Leaders
PARM: Arms Controls and Disarmament
PBTS: National Boundaries, Territories, and Sovereignty
PGOV: Internal Governmental Affairs
PHSA: High Seas Affairs
PHUM: Human Rights
PINR: Intelligence
PINS: National Security
PINT: Internal Political Affairs
PLOS: Law of the Sea
PNAT: National Independence
PORG: Policy Relations With International Organizations
PREF: Refugees
PREL: External Political Relations
PROP: Propaganda and Psychological Operations
PTER: Terrorists and Terrorism
SCUL: Cultural Affairs
SENV: Environmental Affairs
SHUM: Human Rights
SMIG: Migration
SNAR: Narcotics
SOCI: Social Conditions
SREF: Refugees
TBIO: Biological and Medical Science
TINT: Internet Technology
TNGD: Engineering Research and Development
TPHY: Physical Sciences
TRGY: Energy Technology
TSPA: Space Activities
TSPL: Science and Technology Policy
)";

const std::string_view kProgramTags = R"(
KACT: Strategic Arms Control Treaties
KAWC: Atrocities and War Crimes
KCFE: Conventional Armed Forces in Europe
KCIP: Critical Infrastructure Protection
KCOR: Corruption and Anti-Corruption
KCRM: Criminal Activity
KDEM: Democratization
KFLO: Family Liaison Office
KFLU: Influenza
KFRD: Fraud Prevention Programs
KGHG: Global Climate Change
KHIV: HIV and AIDS
KHLS: Homeland Security
KICC: International Criminal Court
KIPR: Intellectual Property Rights
KIRF: International Religious Freedom
KISL: Islamic Issues
KJUS: Administration of Justice
KMCA: Millennium Challenge Account
KMDR: Media Reaction Reports
KMPI: Middle East Partnership Initiative
KNNP: Nuclear Non-Proliferation
KOLY: Olympics
KOMC: Export Control of Defense Articles and Defense Services
KPAL: Palestinian Affairs
KPAO: Public Affairs Office
KPKO: United Nations Peacekeeping Operations
KSCA: Science Counselors and Attaches
KSTC: Strategic Trade Control
KSUM: Summit Meetings
KTEX: Textiles
KTFN: Terrorist Financing Traffic
KTIA: Treaties and International Agreements
KTIP: Trafficking in Persons
KUNR: United Nations Reform
KVPR: Visas Viper
KWBG: West Bank and Gaza
KWMN: Women Issues
)";

const std::string_view kOrganizationTags = R"(
ADB: Asian Development Bank
AFDB: African Development Bank
AIT: American Institute in Taiwan
APEC: Asia-Pacific Economic Cooperation
ARF: ASEAN Regional Forum
ASEAN: Association of Southeast Asian Nations
AU: African Union
CARICOM: Caribbean Community
CDC: Centers for Disease Control and Prevention
CERN: European Organization for Nuclear Research
CIS: Commonwealth of Independent States
COE: Council of Europe
CSCE: Conference on Security and Cooperation in Europe
CTBT: Comprehensive Nuclear-Test-Ban Treaty
CWC: Chemical Weapons Convention
DEA: Drug Enforcement Administration
DHS: Department of Homeland Security
DOD: Department of Defense
DOE: Department of Energy
EBRD: European Bank for Reconstruction and Development
ECOSOC: United Nations Economic and Social Council
ECOWAS: Economic Community of West African States
EFTA: European Free Trade Association
EU: European Union
EUN: European Union
FAA: Federal Aviation Administration
FAO: Food and Agriculture Organization
FBI: Federal Bureau of Investigation
FTAA: Free Trade Area of the Americas
GATT: General Agreement on Tariffs and Trade
GCC: Gulf Cooperation Council
IADB: Inter-American Development Bank
IAEA: International Atomic Energy Agency
IBRD: International Bank for Reconstruction and Development
ICAO: International Civil Aviation Organization
ICJ: International Court of Justice
ICRC: International Committee of the Red Cross
ICTR: International Criminal Tribunal for Rwanda
ICTY: International Criminal Tribunal for the former Yugoslavia
IFAD: International Fund for Agricultural Development
ILO: International Labor Organization
IMF: International Monetary Fund
IMO: International Maritime Organization
IOM: International Organization for Migration
ITU: International Telecommunication Union
IWC: International Whaling Commission
KFOR: Kosovo Force
MTCR: Missile Technology Control Regime
NAFTA: North American Free Trade Agreement
NAM: Non-Aligned Movement
NASA: National Aeronautics and Space Administration
NATO: North Atlantic Treaty Organization
NPT: Treaty on the Non-Proliferation of Nuclear Weapons
NSF: National Science Foundation
NSG: Nuclear Suppliers Group
OAS: Organization of American States
OAU: Organization of African Unity
OECD: Organisation for Economic Co-operation and Development
OFAC: Office of Foreign Assets Control
OPCW: Organisation for the Prohibition of Chemical Weapons
OPEC: Organization of the Petroleum Exporting Countries
OSCE: Organization for Security and Co-operation in Europe
PKK: Kurdistan Workers' Party
PLO: Palestine Liberation Organization
PRT: Provincial Reconstruction Team
SADC: Southern African Development Community
UN: United Nations
UNAMA: United Nations Assistance Mission in Afghanistan
UNAMI: United Nations Assistance Mission for Iraq
UNCTAD: United Nations Conference on Trade and Development
UNDP: United Nations Development Programme
UNEP: United Nations Environment Programme
UNESCO: United Nations Educational, Scientific and Cultural Organization
UNFPA: United Nations Population Fund
UNGA: United Nations General Assembly
UNHCR: United Nations High Commissioner for Refugees
UNICEF: United Nations Children's Fund
UNIDO: United Nations Industrial Development Organization
UNIFIL: United Nations Interim Force in Lebanon
UNMIK: United Nations Mission in Kosovo
UNRWA: United Nations Relief and Works Agency for Palestine Refugees
UNSC: United Nations Security Council
UPU: Universal Postal Union
USAID: United States Agency for International Development
USTR: Office of the United States Trade Representative
WFP: World Food Programme
WHO: World Health Organization
WIPO: World Intellectual Property Organization
WMO: World Meteorological Organization
WTO: World Trade Organization
WTRO: World Trade Organization
)";

}  // namespace cabled::code_tables
