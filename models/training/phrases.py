"""Short sentences with times, money, vehicles, weapons, drugs and addresses, from fixed patterns.

Public sets hardly mark these. They only introduce the labels; the corpus teaches them.
"""

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.training.synthesis import Lists

Marks = list[tuple[int, int, str]]

_COLOURS = (
    "silver black white red blue dark-blue grey green gold maroon burgundy purple orange yellow "
    "bronze navy beige metallic-grey light-blue dark-grey brown".split()
)
_MAKES = (
    "Ford Focus|Ford Fiesta|Ford Transit|Transit|Vauxhall Corsa|Corsa|Vauxhall Astra|Astra|VW Golf|"
    "Volkswagen Golf|Golf|Polo|BMW|BMW X5|3 Series BMW|Audi A3|Audi|Mercedes|Mercedes Sprinter|"
    "Sprinter|Range Rover|Land Rover Discovery|Nissan Qashqai|Nissan Micra|Toyota Prius|Prius|"
    "Toyota Yaris|Kia Picanto|Hyundai i10|Peugeot 208|Renault Clio|Clio|Citroen Berlingo|Berlingo|"
    "Fiat 500|Mini Cooper|Honda Civic|Honda Jazz|Skoda Octavia|Seat Ibiza|Seat Leon|Tesla|Volvo V70|"
    "Jaguar|Porsche|Yamaha|Honda CBR|Vespa|Sur-Ron|Luton|Vivaro|Transit Connect|Lexus|Mazda 3|DAF"
).split("|")
_BODIES = ["", "", "", "", " van", " estate", " saloon", " hatchback", " people carrier", " moped", " pickup", " taxi"]
_WEAPONS = (
    "kitchen knife|knife|machete|zombie knife|baseball bat|hammer|claw hammer|crowbar|screwdriver|"
    "handgun|pistol|sawn-off shotgun|shotgun|air rifle|BB gun|axe|hatchet|metal bar|iron bar|"
    "metal pole|golf club|knuckle duster|flick knife|lock knife|Stanley knife|bread knife|samurai sword|"
    "sword|broken bottle|glass bottle|brick|piece of wood|cricket bat|hockey stick|taser|CS spray|"
    "pepper spray|meat cleaver|cleaver|penknife|crossbow|firearm|revolver|imitation firearm|"
    "snooker cue|belt|bike chain|wheel brace|cosh|bat|blade|scissors|razor blade|spanner|acid"
).split("|")
_DRUGS = (
    "cannabis|cocaine|crack cocaine|crack|heroin|MDMA|ecstasy|ketamine|amphetamine|speed|spice|"
    "methamphetamine|crystal meth|LSD|GHB|GBL|diazepam|Valium|Xanax|pregabalin|weed|skunk|coke|"
    "mephedrone|magic mushrooms|fentanyl|tramadol|methadone|cannabis resin|herbal cannabis|nitazene|"
    "monkey dust|khat|nitrous oxide|brown|hash"
).split("|")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_PATTERNS = (
    "At about {TIME} on {DATE} I was at {LOCATION} when I saw a {VEHICLE} parked outside.",
    "I saw a {VEHICLE} drive off towards {LOCATION}.",
    "A {VEHICLE} pulled up and the driver, {PERSON}, got out.",
    "It was a {VEHICLE}, I am sure of that.",
    "The {VEHICLE} was travelling at speed along {LOCATION} at {TIME}.",
    "I own a {VEHICLE} which I bought for {MONEY} in {DATE}.",
    "He was driving a {VEHICLE} and she was in a {VEHICLE}.",
    "He had a {WEAPON} in his hand.",
    "The male was holding a {WEAPON} and waving it about.",
    "I saw him pull out a {WEAPON} from his waistband.",
    "{PERSON} hit me with a {WEAPON} to the back of my head.",
    "He threatened me with the {WEAPON} and demanded {MONEY}.",
    "During the search I found a {WEAPON} under the bed and seized it.",
    "I could see the {WEAPON} sticking out of his jacket.",
    "She picked up a {WEAPON} and swung it at {PERSON}.",
    "I could smell {DRUG} when he opened the door.",
    "He was found in possession of {DRUG} and {MONEY} in cash.",
    "The bag contained a white powder which I believed to be {DRUG}.",
    "{PERSON} has used {DRUG} for years and sometimes {DRUG}.",
    "There were three wraps of {DRUG} and a set of scales.",
    "He offered to sell me some {DRUG} for {MONEY}.",
    "He charged me {MONEY} and I paid {MONEY} up front.",
    "The value of the property stolen is {MONEY}.",
    "I transferred {MONEY} to the account on {DATE} at {TIME}.",
    "She still owes me {MONEY}, which I lent her on {DATE}.",
    "I finished work at {TIME} and got home around {TIME}.",
    "The CCTV clock showed {TIME} but it is an hour slow.",
    "Between {TIME} and {TIME} on {DATE} I heard shouting.",
    "On {DATE} at {TIME} I was on duty in full uniform with {PERSON}.",
    "I have lived at {LOCATION} since {DATE}.",
    "My name is {PERSON} and I live at {LOCATION}.",
    "I work for {ORG} in {LOCATION} as a manager.",
    "I was born on {DATE} in {LOCATION}.",
    "{PERSON} of {ORG} attended at {TIME} and took my account.",
    "I was taken to {LOCATION} where I was treated by {PERSON}.",
    "He told {PERSON} that {PERSON} would be there by {TIME}.",
    "We met on {LOCATION} near {LOCATION} at {TIME}.",
    "I may have seen {PERSON} in May or it will have been {DATE}, I can't be sure.",
    "Will you tell {PERSON} I said so? he asked me.",
    "I walked for about ten minutes, a couple of hundred metres, the next day.",
    "I waited for two weeks and three days but nobody came back to me.",
    "He was about 25 years old, 5 foot 10, of slim build, wearing a grey hoodie and jeans.",
    "The man got into the car and the other man ran off with my bag.",
    "I had a glass of wine and a bottle of water, I was not drunk.",
    "My wife cut the bread with the bread knife and we ate.",
)


def sentence(lists: "Lists", chance: random.Random) -> tuple[str, Marks]:
    """Return one sentence and its marks (start, end, label)."""
    pattern = chance.choice(_PATTERNS)
    text = ""
    marks: Marks = []
    for piece in pattern.split("{"):
        label, closed, rest = piece.partition("}")
        if not closed:
            text += piece
            continue
        value = _MAKERS[label](lists, chance)
        marks.append((len(text), len(text) + len(value), label))
        text += value + rest
    return text, [mark for mark in marks if text[mark[0] : mark[1]]]


def _vehicle(_lists: "Lists", chance: random.Random) -> str:
    make = chance.choice(_MAKES) + chance.choice(_BODIES)
    if chance.random() < 0.15:
        return make
    colour = chance.choice(_COLOURS).replace("-", " ")
    return f"{colour} {make}" if chance.random() < 0.8 else f"{chance.choice(('old', 'newish', 'dirty', 'dark', 'light'))} {colour} {make}"


def _money(_lists: "Lists", chance: random.Random) -> str:
    amount = chance.choice((chance.randint(1, 99), chance.randint(1, 99) * 10, chance.randint(1, 40) * 500))
    return chance.choice(
        (
            f"£{amount:,}",
            f"£{amount}.{chance.randint(0, 99):02}",
            f"{amount} pounds",
            f"{amount} quid",
            f"{chance.choice(_HOURS)} hundred pounds",
            f"{chance.choice(('twenty', 'forty', 'fifty', 'thirty', 'eighty'))} {chance.choice(('quid', 'pounds'))}",
            f"{chance.choice(('a grand', 'two grand', 'a fiver', 'a tenner', '£2k', '£1.5m', 'fifty pence'))}",
            f"{amount} euros",
        )
    )


def _time(_lists: "Lists", chance: random.Random) -> str:
    hour, minute = chance.randint(0, 23), chance.randint(0, 59)
    twelve, half = hour % 12 or 12, chance.choice(("am", "pm", "a.m.", "p.m.", " am", " pm"))
    return chance.choice(
        (
            f"{hour:02}:{minute:02} hours",
            f"{hour:02}{minute:02} hours",
            f"{hour:02}{minute:02}hrs",
            f"{hour:02}:{minute:02}",
            f"{hour:02}:{minute:02}hours",
            f"{twelve}.{minute:02}{half}",
            f"{twelve}:{minute:02}{half}",
            f"{twelve}{half}",
            f"{chance.choice(('half past', 'quarter past', 'quarter to', 'ten to', 'five past', 'twenty to'))} {chance.choice(_HOURS)}",
            f"{chance.choice(_HOURS)} o'clock",
            f"{chance.choice(('midnight', 'midday', 'noon', 'half ten', 'half eight'))}",
        )
    )


def _date(_lists: "Lists", chance: random.Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1955, 2026)
    suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    return chance.choice(
        (
            f"{day}{suffix} {_MONTHS[month - 1]} {year}",
            f"{day} {_MONTHS[month - 1]} {year}",
            f"{chance.choice(_DAYS)} {day}{suffix} {_MONTHS[month - 1]} {year}",
            f"{chance.choice(_DAYS)} {day} {_MONTHS[month - 1]}",
            f"{day:02}/{month:02}/{year}",
            f"{day:02}.{month:02}.{year % 100:02}",
            f"{_MONTHS[month - 1]} {year}",
            f"the {day}{suffix} of {_MONTHS[month - 1]}"[4:],
            f"{year}",
            chance.choice(_DAYS),
            f"Christmas Day {year}",
        )
    )


def _place(lists: "Lists", chance: random.Random) -> str:
    street, town = chance.choice(lists.streets), chance.choice(lists.places)
    number = chance.randint(1, 240)
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    code = (
        f"{chance.choice(('SE', 'N', 'LS', 'M', 'B', 'CF', 'EH', 'BD', 'NE', 'L', 'G', 'S'))}{chance.randint(1, 28)} "
        f"{chance.randint(1, 9)}{chance.choice(letters)}{chance.choice(letters)}"
    )
    return chance.choice(
        (
            f"{number} {street}, {town} {code}",
            f"{number} {street}, {town}",
            f"{number} {street}",
            f"Flat {number % 40 + 1}, {number} {street}, {town}, {code}",
            street,
            street,
            town,
            town,
            f"{town} {chance.choice(('Police Station', 'railway station', 'Hospital', 'Park', 'Magistrates Court', 'High Street', 'Road', 'Library', 'bus station'))}",
            f"the {chance.choice(('Red Lion', 'Crown', 'White Hart', 'Kings Arms', 'Wheatsheaf', 'Railway Tavern'))}"[4:],
        )
    )


def _person(lists: "Lists", chance: random.Random) -> str:
    names = lists.draw(chance)
    given, family = chance.choice(names.given), chance.choice(names.family)
    number = chance.randint(10, 9999)
    return chance.choice(
        (
            f"{given} {family}",
            f"{given} {family}",
            f"{given} {family}",
            given,
            f"{given} {family.upper()}",
            f"{family}, {given}",
            f"{chance.choice(('Mr', 'Mrs', 'Ms', 'Miss', 'Dr'))} {family}",
            f"{chance.choice(('Mr', 'Mrs', 'Dr'))} {given} {family}",
            f"{chance.choice(('PC', 'DC', 'PS', 'DS', 'PCSO', 'Sergeant', 'Inspector', 'DI'))} {family}",
            f"{chance.choice(('PC', 'DC', 'PS', 'PCSO'))} {number} {family.upper()}",
            f"{given[0]} {family}",
            f"{given} {chance.choice(names.given)} {family}",
        )
    )


def _body(lists: "Lists", chance: random.Random) -> str:
    town = chance.choice(lists.places)
    return chance.choice(
        (
            f"{town} {chance.choice(('Police', 'Council', 'College', 'University', 'United', 'Housing Association', 'Taxis', 'NHS Trust', 'Primary School', 'Rugby Club'))}",
            f"{chance.choice(lists.draw(chance).family)} {chance.choice(('Ltd', 'Limited', '& Sons', 'Solicitors', 'Security', 'Motors', 'Builders'))}",
            chance.choice(
                "Tesco|Asda|Barclays|Lloyds Bank|HSBC|Monzo|Halifax|Amazon|Royal Mail|Post Office|DPD|Evri|"
                "Santander|NatWest|Greggs|Sainsbury's|Morrisons|Lidl|Aldi|Screwfix|British Gas|Uber|Vodafone|"
                "Metropolitan Police|West Midlands Police|South Wales Police|Police Scotland|Facebook|WhatsApp|"
                "Crown Prosecution Service|NHS|DWP|Fujitsu|Network Rail|Arriva|Stagecoach|G4S|Serco".split("|")
            ),
        )
    )


_MAKERS: dict[str, Callable[["Lists", random.Random], str]] = {
    "VEHICLE": _vehicle,
    "WEAPON": lambda _lists, chance: chance.choice(_WEAPONS),
    "DRUG": lambda _lists, chance: chance.choice(_DRUGS),
    "MONEY": _money,
    "TIME": _time,
    "DATE": _date,
    "LOCATION": _place,
    "PERSON": _person,
    "ORG": _body,
}
