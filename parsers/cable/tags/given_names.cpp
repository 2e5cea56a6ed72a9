#include "parsers/cable/tags/given_names.h"

#include <algorithm>
#include <array>

namespace cabled {
namespace {

// Names common in the Americas, Europe and the Arab world; sorted.
constexpr auto kGivenNames = std::to_array<std::string_view>({
    "ABDUL",     "ABDULLAH",    "ABEL",      "ABRAHAM",     "ADAM",     "ADOLFO",    "ADRIAN",
    "AHMAD",     "AHMED",       "ALAIN",     "ALAN",        "ALBERT",   "ALBERTO",   "ALEJANDRO",
    "ALEKSANDR", "ALEX",        "ALEXANDER", "ALFONSO",     "ALFRED",   "ALFREDO",   "ALICE",
    "ALLAN",     "ALLEN",       "ALVARO",    "AMANDA",      "AMY",      "ANA",       "ANDRE",
    "ANDREA",    "ANDREAS",     "ANDREI",    "ANDRES",      "ANDREW",   "ANGEL",     "ANGELA",
    "ANGELO",    "ANITA",       "ANN",       "ANNA",        "ANNE",     "ANNETTE",   "ANTHONY",
    "ANTONIO",   "ARMANDO",     "ARNOLD",    "ARTHUR",      "ARTURO",   "AUGUSTO",   "BARACK",
    "BARBARA",   "BARRY",       "BASHAR",    "BEN",         "BENITA",   "BENJAMIN",  "BERNARD",
    "BETTY",     "BEVERLY",     "BILL",      "BOB",         "BORIS",    "BRAD",      "BRADLEY",
    "BRENDA",    "BRENT",       "BRIAN",     "BRUCE",       "CARL",     "CARLA",     "CARLOS",
    "CARMEN",    "CAROL",       "CAROLINE",  "CAROLYN",     "CASEY",    "CATHERINE", "CECILIA",
    "CESAR",     "CHARLES",     "CHERYL",    "CHESTER",     "CHRIS",    "CHRISTIAN", "CHRISTINA",
    "CHRISTINE", "CHRISTOPHER", "CHUCK",     "CINDY",       "CLAUDE",   "CLAUDIA",   "CLAUDIO",
    "CLAY",      "CLIFFORD",    "COLIN",     "CONDOLEEZZA", "CONRAD",   "CRAIG",     "CRISTINA",
    "CURTIS",    "CYNTHIA",     "DALE",      "DAN",         "DANA",     "DANIEL",    "DANIELA",
    "DARRELL",   "DAVE",        "DAVID",     "DEAN",        "DEBORAH",  "DENIS",     "DENISE",
    "DENNIS",    "DEREK",       "DIANA",     "DIANE",       "DICK",     "DIEGO",     "DIMITRI",
    "DOMINIC",   "DONALD",      "DONNA",     "DORIS",       "DOROTHY",  "DOUG",      "DOUGLAS",
    "DUANE",     "EARL",        "EDGAR",     "EDMUND",      "EDUARDO",  "EDWARD",    "EDWIN",
    "EILEEN",    "ELENA",       "ELISABETH", "ELIZABETH",   "ELLEN",    "ELLIOTT",   "EMIL",
    "EMILIO",    "EMILY",       "EMMANUEL",  "ENRIQUE",     "ERIC",     "ERIK",      "ERNEST",
    "ERNESTO",   "ESTEBAN",     "EUGENE",    "EVA",         "EVAN",     "EVELYN",    "EVO",
    "FABIO",     "FELIPE",      "FELIX",     "FERNANDO",    "FIDEL",    "FRANCES",   "FRANCIS",
    "FRANCISCO", "FRANCOIS",    "FRANK",     "FRANKLIN",    "FRANZ",    "FRED",      "FREDERICK",
    "FRITZ",     "GABRIEL",     "GARY",      "GASPAR",      "GENE",     "GEOFFREY",  "GEORGE",
    "GEORGES",   "GERALD",      "GERARD",    "GERHARD",     "GILBERT",  "GINA",      "GLEN",
    "GLENN",     "GONZALO",     "GORDON",    "GRACE",       "GREG",     "GREGORY",   "GUILLERMO",
    "GUSTAVO",   "GUY",         "HANK",      "HANS",        "HAROLD",   "HARRY",     "HASSAN",
    "HEATHER",   "HECTOR",      "HEIDI",     "HEINRICH",    "HELEN",    "HENRI",     "HENRY",
    "HERBERT",   "HERMAN",      "HILLARY",   "HORACIO",     "HOSNI",    "HOWARD",    "HUGH",
    "HUGO",      "HUSSEIN",     "IAN",       "IBRAHIM",     "IGNACIO",  "IGOR",      "INGRID",
    "IRENE",     "ISAAC",       "ISABEL",    "IVAN",        "JACK",     "JACOB",     "JACQUELINE",
    "JACQUES",   "JAIME",       "JAKE",      "JAMES",       "JAN",      "JANE",      "JANET",
    "JASON",     "JAVIER",      "JAY",       "JEAN",        "JEFF",     "JEFFREY",   "JENNIFER",
    "JEREMY",    "JEROME",      "JERRY",     "JESSE",       "JESSICA",  "JESUS",     "JILL",
    "JIM",       "JIMMY",       "JOAN",      "JOAQUIN",     "JOE",      "JOEL",      "JOHAN",
    "JOHN",      "JOHNNY",      "JON",       "JONATHAN",    "JORGE",    "JOSE",      "JOSEF",
    "JOSEPH",    "JOSHUA",      "JOYCE",     "JUAN",        "JUDITH",   "JUDY",      "JULIA",
    "JULIAN",    "JULIE",       "JULIO",     "JUSTIN",      "KAREN",    "KARL",      "KATE",
    "KATHERINE", "KATHLEEN",    "KATHRYN",   "KEITH",       "KELLY",    "KEN",       "KENNETH",
    "KEVIN",     "KIM",         "KLAUS",     "KRISTEN",     "KURT",     "LARRY",     "LAURA",
    "LAUREN",    "LAURENCE",    "LAWRENCE",  "LEE",         "LEO",      "LEON",      "LEONARD",
    "LEONARDO",  "LESLIE",      "LINDA",     "LISA",        "LLOYD",    "LOIS",      "LOUIS",
    "LOUISE",    "LUCIA",       "LUIS",      "LUIZ",        "LYNN",     "MAHMOUD",   "MANUEL",
    "MARC",      "MARCEL",      "MARCELO",   "MARCIA",      "MARCO",    "MARCOS",    "MARCUS",
    "MARGARET",  "MARIA",       "MARIANNE",  "MARIE",       "MARIO",    "MARION",    "MARK",
    "MARSHA",    "MARTHA",      "MARTIN",    "MARTINA",     "MARVIN",   "MARY",      "MATTHEW",
    "MAUREEN",   "MAURICE",     "MAURICIO",  "MAURO",       "MAX",      "MEGAN",     "MELANIE",
    "MELISSA",   "MICHAEL",     "MICHEL",    "MICHELE",     "MICHELLE", "MIGUEL",    "MIKE",
    "MIKHAIL",   "MITCHELL",    "MOHAMED",   "MOHAMMAD",    "MOHAMMED", "MONICA",    "MORGAN",
    "MUAMMAR",   "MUHAMMAD",    "MURIEL",    "NANCY",       "NATALIE",  "NATHAN",    "NEIL",
    "NELSON",    "NICHOLAS",    "NICK",      "NICOLA",      "NICOLAS",  "NICOLE",    "NIKOLAI",
    "NOEL",      "NORMAN",      "OLEG",      "OLGA",        "OLIVER",   "OMAR",      "ORLANDO",
    "OSAMA",     "OSCAR",       "OSVALDO",   "PABLO",       "PAMELA",   "PAT",       "PATRICIA",
    "PATRICK",   "PAUL",        "PAULA",     "PAULO",       "PEDRO",    "PERRY",     "PETER",
    "PHIL",      "PHILIP",      "PHILIPPE",  "PHILLIP",     "PIERRE",   "RACHEL",    "RAFAEL",
    "RALPH",     "RAMON",       "RANDALL",   "RANDY",       "RAUL",     "RAY",       "RAYMOND",
    "REBECCA",   "RENE",        "RICARDO",   "RICHARD",     "RICK",     "ROBERT",    "ROBERTA",
    "ROBERTO",   "ROBIN",       "RODOLFO",   "RODRIGO",     "ROGER",    "ROLAND",    "RON",
    "RONALD",    "ROSA",        "ROSE",      "ROSS",        "ROY",      "RUDOLF",    "RUSSELL",
    "RUTH",      "RYAN",        "SAM",       "SAMANTHA",    "SAMUEL",   "SANDRA",    "SANDY",
    "SARA",      "SARAH",       "SCOTT",     "SEAN",        "SERGE",    "SERGEI",    "SERGIO",
    "SHANNON",   "SHARON",      "SHEILA",    "SIDNEY",      "SILVIA",   "SIMON",     "SONIA",
    "STANLEY",   "STEFAN",      "STEPHANIE", "STEPHEN",     "STEVE",    "STEVEN",    "STUART",
    "SUSAN",     "SUZANNE",     "SYLVIA",    "TED",         "TERESA",   "TERRY",     "THADDEUS",
    "THEODORE",  "THERESA",     "THOMAS",    "TIM",         "TIMOTHY",  "TODD",      "TOM",
    "TONY",      "TRACY",       "TREVOR",    "URSULA",      "VALERIE",  "VANESSA",   "VERONICA",
    "VICENTE",   "VICTOR",      "VICTORIA",  "VINCENT",     "VIOLETA",  "VIRGINIA",  "VLADIMIR",
    "WALTER",    "WANDA",       "WARREN",    "WAYNE",       "WENDY",    "WERNER",    "WILLIAM",
    "WINSTON",   "WOLFGANG",    "YASSER",    "YOLANDA",     "YURI",     "YVES",      "YVONNE",
    "ZALMAY",
});

}  // namespace

bool is_given_name(std::string_view word) { return std::ranges::binary_search(kGivenNames, word); }

}  // namespace cabled
