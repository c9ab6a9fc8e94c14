"""Four short invented statements of one incident: they overlap, and they contradict each other.

A man is robbed of his bicycle outside a chip shop. Two of the witnesses share a surname and are not
related; one was told most of what she says; one gives another colour and another time.
"""

_FORM = """WITNESS STATEMENT
(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s.9)

URN: 01ZD4417726
Statement of: {name}
Age if under 18: Over 18
Occupation: {occupation}

This statement (consisting of 1 page signed by me) is true to the best
of my knowledge and belief and I make it knowing that, if it is tendered
in evidence, I shall be liable to prosecution if I have wilfully stated
in it, anything which I know to be false, or do not believe to be true.

{account}

Signature: {signature}          Date: {dated}
"""

CASE = "01ZD4417726"

ROBBED = _FORM.format(
    name="Daniel Okafor",
    occupation="Bicycle courier",
    signature="D Okafor",
    dated="18/05/2026",
    account="""I am a bicycle courier and I have worked in Harrowfield for six years.

On Saturday 16 May 2026 at 21:40 I locked my bicycle to the railing outside Marino's Fish Bar in
Tannery Street, Harrowfield. It is a green Kestrel touring bicycle worth £850.

When I came out with my order, two men were pulling at the lock. I shouted at them to stop. The
taller of the two turned round and hit me in the face with a wheel brace. I fell against the window
and my nose bled heavily. He said, "Stay down or I'll do it again." He had a spider tattoo on his
neck. I think he was about thirty, but I am not sure.

They threw my bicycle into the back of a white van and drove off towards the ring road. I did not
see the number plate.

My friend Priya Nair told me later that the van belonged to a man called Lee Garrod. I have never
met him.

On Sunday 17 May 2026 I went to St Brannock's Hospital, where a doctor told me that my nose was
broken. I would know the taller man again.""",
)
SEEN_FROM_ABOVE = _FORM.format(
    name="Grace Okafor",
    occupation="Teaching assistant",
    signature="G Okafor",
    dated="19/05/2026",
    account="""I live in a flat above the launderette in Tannery Street, Harrowfield. I am not
related to Daniel Okafor and had never heard his name before the police came.

On Saturday 16 May 2026 I was at my window. At about 21:45 hours I saw two men pulling at a bicycle
that was locked to the railing outside Marino's Fish Bar. A man came out of the shop and shouted at
them. The taller man hit him in the face with a metal bar and he fell against the window of the
shop.

They put the bicycle into a silver van, registration LK18 ABC, and it drove off towards the ring
road. I wrote the number down on an envelope, which I produce as GO/1.

It was still light and nothing was in my way. I could not see the face of the shorter man.""",
)
TOLD_ABOUT_IT = _FORM.format(
    name="Priya Nair",
    occupation="Pharmacist",
    signature="P Nair",
    dated="21/05/2026",
    account="""I have been a friend of Daniel Okafor for about ten years.

On the evening of Saturday 16 May 2026 I was at home in Leat Road. At 22:30 Daniel rang me. He told
me that two men had taken his bicycle outside Marino's Fish Bar and that one of them had hit him in
the face with a wheel brace. He sounded frightened.

On Monday 18 May 2026 a customer whose name I do not know told me that the van belonged to Lee
Garrod. I do not know whether that is true.

On Wednesday 20 May 2026 I saw a green Kestrel bicycle for sale on a website for £300. I believe it
was Daniel's, because it had the same dent in the frame. I took a picture of the screen, which I
produce as PN/1.""",
)
BEHIND_THE_COUNTER = _FORM.format(
    name="Salvatore Marino",
    occupation="Shopkeeper",
    signature="S Marino",
    dated="24/05/2026",
    account="""I own Marino's Fish Bar in Tannery Street. One Saturday night in the middle of May I
was behind the counter. A regular customer, Mr Okafor, bought cod and chips and went out.

I heard shouting and then a bang against the window. I ran outside and saw Mr Okafor on the ground
with blood on his face. A white van was driving off very fast. Lee Garrod was not in it; I know him
well and he was in my shop at the time.

I have CCTV of the counter but it does not show the street.""",
)
STATEMENTS = {
    "okafor-daniel.txt": ROBBED,
    "okafor-grace.txt": SEEN_FROM_ABOVE,
    "nair-priya.txt": TOLD_ABOUT_IT,
    "marino-salvatore.txt": BEHIND_THE_COUNTER,
}
