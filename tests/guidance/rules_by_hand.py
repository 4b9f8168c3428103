"""The rules written out a second time, plainly and apart from the guide, to compare the guide with.

M manage, C consult, S children's social care, R refer now, E emergency.
"""

from lti_tool.guidance.model import Level

LEVELS = dict(zip("MCSRE", Level, strict=True))

FLOORS = {
    "nation": {"england": "M", "wales": "C", "scotland": "C", "northern_ireland": "C"},
    "strand": {"images": "M", "contact": "M", "both": "M", "nk": "C"},
    "danger": {"no": "M", "nk": "C", "yes": "E"},
    "distress": {"none": "M", "coping": "M", "nk": "C", "serious": "S", "selfharm": "R"},
    "adult": {
        "no": "M",
        "nk": "C",
        "adult_pupil": "R",
        "online_unverified": "R",
        "adult_other": "R",
        "adult_staff": "R",
    },
    "pressure": {"no": "M", "nk": "C", "yes_other": "R", "yes_money": "R"},
    "capacity": {"no": "M", "nk": "C", "yes": "R"},
    "age": {"16_17": "M", "13_15": "M", "nk": "C", "10_12": "C", "under_10": "C"},
    "content": {"nude": "M", "nk": "M", "act": "C", "unusual": "R"},
    "contact_type": {"talk": "M", "nk": "C", "asked": "C", "image_live": "C"},
    "meeting": {"no": "M", "nk": "C", "arranged": "R", "happened": "R"},
    "agreement": {"mutual": "M", "nk": "C", "passed_on": "C", "unwanted": "C", "covert_or_made": "R"},
    "spread": {"private": "M", "nk": "C", "few": "C", "wide": "R", "public": "R"},
    "motive": {"ordinary": "M", "nk": "C", "reckless": "C", "harm": "R", "profit": "R"},
    "power": {"no": "M", "nk": "C", "yes": "C", "marked": "S"},
    "pattern": {"none": "M", "nk": "C", "earlier": "C", "self_repeat": "S", "continuing": "R"},
    "offline": {"none": "M", "nk": "C", "mutual_13plus": "C", "harm_or_u13": "R"},
    "stopped": {"yes": "M", "nk": "C", "no": "C"},
    "plan": {"none": "M", "early_help": "M", "nk": "C", "social_worker": "S"},
    "home": {"no": "M", "nk": "C", "might": "C", "yes": "S"},
    "other_harm": {"no": "M", "nk": "C", "yes": "S"},
    "confidence": {"yes": "M", "nk": "C", "no": "C"},
    "staff_seen": {"none": "M", "seen": "M", "nk": "C", "on_system": "C", "copied": "C"},
}

TOGETHER = [
    ({"age": ["nk"], "content": ["act"]}, "S"),
    ({"age": ["10_12", "under_10"], "content": ["act"]}, "R"),
    ({"age": ["10_12", "under_10"], "content": ["nk"]}, "S"),
    ({"age": ["10_12", "under_10"], "power": ["yes"]}, "S"),
    ({"age": ["10_12", "under_10"], "power": ["marked"]}, "R"),
    ({"age": ["10_12", "under_10"], "offline": ["mutual_13plus"]}, "R"),
]

ONLY_SOCIAL_CARE = [("capacity", "yes")]
ONLY_POLICE = [("spread", "wide"), ("spread", "public")]


def counted(answers):
    """What each question that applies counts as."""
    strand = answers.get("strand", "nk")
    image = strand != "contact" or answers.get("contact_type") == "image_live"
    applying = [
        question
        for question in FLOORS
        if not (question in ("content", "spread") and not image)
        and not (question in ("contact_type", "meeting") and strand == "images")
    ]
    said = {question: answers.get(question, "england" if question == "nation" else "nk") for question in applying}
    return said, image


def by_hand(answers):
    """The outcome, its drivers and those to tell, worked out the long way."""
    said, image = counted(answers)
    found = [
        ({question}, floor(question, option, image), told(question, option, image)) for question, option in said.items()
    ]
    for when, level in TOGETHER:
        if all(said.get(question) in options for question, options in when.items()):
            found.append((set(when), level, {"social_care"} if level == "S" else {"police", "social_care"}))
    top = max("MCSRE".index(level) for _, level, _ in found)
    causes = set().union(*(questions for questions, level, _ in found if "MCSRE".index(level) == top))
    drivers = [(question, option) for question, option in said.items() if question in causes and top]
    refer = set().union(*(agencies for _, _, agencies in found))
    return (
        Level(top),
        drivers,
        [agency for agency in ("999", "health", "police", "social_care", "lado") if agency in refer],
    )


def floor(question, option, image):
    if not image and (question, option) in [("motive", "harm"), ("pattern", "continuing")]:
        return "S"
    return FLOORS[question][option]


def told(question, option, image):
    level = floor(question, option, image)
    if level in "MC":
        return set()
    if level == "S" or (question, option) in ONLY_SOCIAL_CARE:
        return {"social_care"}
    if (question, option) in ONLY_POLICE:
        return {"police"}
    if (question, option) == ("distress", "selfharm"):
        return {"health", "social_care"}
    if level == "E":
        return {"999"}
    return {"police", "social_care"} | ({"lado"} if option == "adult_staff" else set())
