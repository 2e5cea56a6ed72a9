#include "parsers/codes/code_tables.h"

namespace cabled::code_tables {

const std::string_view kStations = R"(
ABIDJAN: Abidjan, Cote d'Ivoire
ABUDHABI: Abu Dhabi, United Arab Emirates
ABUJA: Abuja, Nigeria
ACCRA: Accra, Ghana
ADDISABABA: Addis Ababa, Ethiopia
AITTAIPEI: American Institute in Taiwan, Taipei
ALGIERS: Algiers, Algeria
ALMATY: Almaty, Kazakhstan
AMMAN: Amman, Jordan
ANKARA: Ankara, Turkey
ANTANANARIVO: Antananarivo, Madagascar
APIA: Apia, Samoa
ASHGABAT: Ashgabat, Turkmenistan
ASMARA: Asmara, Eritrea
ASTANA: Astana, Kazakhstan
ASUNCION: Asuncion, Paraguay
ATHENS: Athens, Greece
BAGHDAD: Baghdad, Iraq
BAKU: Baku, Azerbaijan
BAMAKO: Bamako, Mali
BANDARSERIBEGAWAN: Bandar Seri Begawan, Brunei
BANGKOK: Bangkok, Thailand
BANGUI: Bangui, Central African Republic
BANJUL: Banjul, The Gambia
BASRAH: Basrah, Iraq
BEIJING: Beijing, China
BEIRUT: Beirut, Lebanon
BELGRADE: Belgrade, Serbia
BELMOPAN: Belmopan, Belize
BERLIN: Berlin, Germany
BERN: Bern, Switzerland
BISHKEK: Bishkek, Kyrgyzstan
BOGOTA: Bogota, Colombia
BOMBAY: Bombay (Mumbai), India
BONN: Bonn, Germany
BRASILIA: Brasilia, Brazil
BRATISLAVA: Bratislava, Slovakia
BRAZZAVILLE: Brazzaville, Congo
BRIDGETOWN: Bridgetown, Barbados
BRUSSELS: Brussels, Belgium
BUCHAREST: Bucharest, Romania
BUDAPEST: Budapest, Hungary
BUENOSAIRES: Buenos Aires, Argentina
BUJUMBURA: Bujumbura, Burundi
CAIRO: Cairo, Egypt
CANBERRA: Canberra, Australia
CAPETOWN: Cape Town, South Africa
CARACAS: Caracas, Venezuela
CASABLANCA: Casablanca, Morocco
CHENGDU: Chengdu, China
CHENNAI: Chennai, India
CHIANGMAI: Chiang Mai, Thailand
CHISINAU: Chisinau, Moldova
CIUDADJUAREZ: Ciudad Juarez, Mexico
COLOMBO: Colombo, Sri Lanka
CONAKRY: Conakry, Guinea
COPENHAGEN: Copenhagen, Denmark
COTONOU: Cotonou, Benin
DAKAR: Dakar, Senegal
DAMASCUS: Damascus, Syria
DARESSALAAM: Dar es Salaam, Tanzania
DHAHRAN: Dhahran, Saudi Arabia
DHAKA: Dhaka, Bangladesh
DILI: Dili, Timor-Leste
DJIBOUTI: Djibouti, Djibouti
DOHA: Doha, Qatar
DUBAI: Dubai, United Arab Emirates
DUBLIN: Dublin, Ireland
DUSHANBE: Dushanbe, Tajikistan
FRANKFURT: Frankfurt, Germany
FREETOWN: Freetown, Sierra Leone
GABORONE: Gaborone, Botswana
GENEVA: mission of the United States to the United Nations in Geneva, Switzerland
GEORGETOWN: Georgetown, Guyana
GUANGZHOU: Guangzhou, China
GUATEMALA: Guatemala City, Guatemala
HANOI: Hanoi, Vietnam
HARARE: Harare, Zimbabwe
HAVANA: Havana, Cuba
HELSINKI: Helsinki, Finland
HOCHIMINHCITY: Ho Chi Minh City, Vietnam
HONGKONG: Hong Kong
IRANRPODUBAI: Iran Regional Presence Office, Dubai
ISLAMABAD: Islamabad, Pakistan
ISTANBUL: Istanbul, Turkey
JAKARTA: Jakarta, Indonesia
JEDDAH: Jeddah, Saudi Arabia
JERUSALEM: Jerusalem
JOHANNESBURG: Johannesburg, South Africa
KABUL: Kabul, Afghanistan
KAMPALA: Kampala, Uganda
KARACHI: Karachi, Pakistan
KATHMANDU: Kathmandu, Nepal
KHARTOUM: Khartoum, Sudan
KIEV: Kyiv, Ukraine
KYIV: Kyiv, Ukraine
KIGALI: Kigali, Rwanda
KINGSTON: Kingston, Jamaica
KINSHASA: Kinshasa, Congo
KOLKATA: Kolkata, India
KUALALUMPUR: Kuala Lumpur, Malaysia
KUWAIT: Kuwait City, Kuwait
LAGOS: Lagos, Nigeria
LAHORE: Lahore, Pakistan
LAPAZ: La Paz, Bolivia
LIBREVILLE: Libreville, Gabon
LILONGWE: Lilongwe, Malawi
LIMA: Lima, Peru
LISBON: Lisbon, Portugal
LJUBLJANA: Ljubljana, Slovenia
LOME: Lome, Togo
LONDON: London, United Kingdom
LUANDA: Luanda, Angola
LUSAKA: Lusaka, Zambia
LUXEMBOURG: Luxembourg, Luxembourg
MADRID: Madrid, Spain
MAJURO: Majuro, Marshall Islands
MALABO: Malabo, Equatorial Guinea
MANAGUA: Managua, Nicaragua
MANAMA: Manama, Bahrain
MANILA: Manila, Philippines
MAPUTO: Maputo, Mozambique
MASERU: Maseru, Lesotho
MBABANE: Mbabane, Swaziland
MEXICO: Mexico City, Mexico
MILAN: Milan, Italy
MINSK: Minsk, Belarus
MONROVIA: Monrovia, Liberia
MONTERREY: Monterrey, Mexico
MONTEVIDEO: Montevideo, Uruguay
MONTREAL: Montreal, Canada
MOSCOW: Moscow, Russia
MUMBAI: Mumbai, India
MUNICH: Munich, Germany
MUSCAT: Muscat, Oman
NAIROBI: Nairobi, Kenya
NAPLES: Naples, Italy
NASSAU: Nassau, The Bahamas
NDJAMENA: N'Djamena, Chad
NEWDELHI: New Delhi, India
NIAMEY: Niamey, Niger
NICOSIA: Nicosia, Cyprus
NOUAKCHOTT: Nouakchott, Mauritania
OSAKAKOBE: Osaka and Kobe, Japan
OSLO: Oslo, Norway
OTTAWA: Ottawa, Canada
OUAGADOUGOU: Ouagadougou, Burkina Faso
PANAMA: Panama City, Panama
PARAMARIBO: Paramaribo, Suriname
PARIS: Paris, France
PHNOMPENH: Phnom Penh, Cambodia
PODGORICA: Podgorica, Montenegro
PORTAUPRINCE: Port-au-Prince, Haiti
PORTLOUIS: Port Louis, Mauritius
PORTMORESBY: Port Moresby, Papua New Guinea
PORTOFSPAIN: Port of Spain, Trinidad and Tobago
PRAGUE: Prague, Czech Republic
PRAIA: Praia, Cape Verde
PRETORIA: Pretoria, South Africa
PRISTINA: Pristina, Kosovo
QUITO: Quito, Ecuador
RABAT: Rabat, Morocco
RANGOON: Rangoon, Burma
REYKJAVIK: Reykjavik, Iceland
RIGA: Riga, Latvia
RIODEJANEIRO: Rio de Janeiro, Brazil
RIYADH: Riyadh, Saudi Arabia
ROME: Rome, Italy
SANAA: Sanaa, Yemen
SANJOSE: San Jose, Costa Rica
SANSALVADOR: San Salvador, El Salvador
SANTIAGO: Santiago, Chile
SANTODOMINGO: Santo Domingo, Dominican Republic
SAOPAULO: Sao Paulo, Brazil
SARAJEVO: Sarajevo, Bosnia and Herzegovina
SECDEF: Secretary of Defense, Washington
SECTO: delegation of the Secretary of State
SEOUL: Seoul, South Korea
SHANGHAI: Shanghai, China
SHENYANG: Shenyang, China
SINGAPORE: Singapore
SKOPJE: Skopje, Macedonia
SOFIA: Sofia, Bulgaria
STATE: Department of State, Washington
STOCKHOLM: Stockholm, Sweden
STPETERSBURG: Saint Petersburg, Russia
STRASBOURG: Strasbourg, France
SUVA: Suva, Fiji
SYDNEY: Sydney, Australia
TALLINN: Tallinn, Estonia
TASHKENT: Tashkent, Uzbekistan
TBILISI: Tbilisi, Georgia
TEGUCIGALPA: Tegucigalpa, Honduras
TEHRAN: Tehran, Iran
TELAVIV: Tel Aviv, Israel
THEHAGUE: The Hague, Netherlands
TIRANA: Tirana, Albania
TOKYO: Tokyo, Japan
TORONTO: Toronto, Canada
TREASURY: Department of the Treasury, Washington
TRIPOLI: Tripoli, Libya
TUNIS: Tunis, Tunisia
ULAANBAATAR: Ulaanbaatar, Mongolia
UNESCOPARISFR: mission of the United States to UNESCO, Paris
UNROME: mission of the United States to the United Nations agencies in Rome
UNVIEVIENNA: mission of the United States to the international organizations in Vienna
USEUBRUSSELS: mission of the United States to the European Union, Brussels
USNATO: mission of the United States to NATO, Brussels
USOAS: mission of the United States to the Organization of American States
USOECD: mission of the United States to the OECD, Paris
USOSCE: mission of the United States to the OSCE, Vienna
USTR: Office of the United States Trade Representative
USUNNEWYORK: mission of the United States to the United Nations, New York
VALLETTA: Valletta, Malta
VATICAN: Holy See
VIENNA: Vienna, Austria
VIENTIANE: Vientiane, Laos
VILNIUS: Vilnius, Lithuania
VLADIVOSTOK: Vladivostok, Russia
WARSAW: Warsaw, Poland
WELLINGTON: Wellington, New Zealand
WINDHOEK: Windhoek, Namibia
YAOUNDE: Yaounde, Cameroon
YEKATERINBURG: Yekaterinburg, Russia
YEREVAN: Yerevan, Armenia
ZAGREB: Zagreb, Croatia
)";

}  // namespace cabled::code_tables
