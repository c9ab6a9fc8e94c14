"""The postcode areas of the United Kingdom and the Crown dependencies."""

from models.inference.identifiers.tokens import words

AREAS = frozenset(
    words(
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT "
        "DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L "
        "LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S "
        "SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR "
        "WS WV YO ZE"
    )
)
# British Forces and bulk mail have areas of their own that name no place.
AREAS_WITHOUT_A_PLACE = frozenset({"BF", "BX"})

# Only these central districts have a letter after the district number.
LETTERED_DISTRICTS = frozenset(words("E1 N1 NW1 SE1 SW1 W1 EC1 EC2 EC3 EC4 EC50 WC1 WC2"))
