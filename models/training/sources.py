"""Where the training data comes from, with its licences, as model.toml and the cards state it."""

SOURCES: tuple[dict[str, str], ...] = (
    {"name": "all-MiniLM-L6-v2", "use": "the encoder's starting weights", "licence": "Apache-2.0", "attribution": "sentence-transformers; nreimers/MiniLM-L6-H384-uncased"},
    {"name": "Deponent corpus", "use": "invented statements written and marked by hand: entities and key facts", "licence": "MIT", "attribution": "this project"},
    {"name": "Text Anonymization Benchmark (TAB), training part", "use": "entities", "licence": "MIT", "attribution": "Norsk Regnesentral"},
    {"name": "Broad Twitter Corpus, training part", "use": "entities", "licence": "CC BY 4.0", "attribution": "Derczynski, Bontcheva and Roberts 2016"},
    {"name": "WNUT-17, training part", "use": "entities", "licence": "CC BY 4.0", "attribution": "Derczynski, Nichols, van Erp and Limsopatham 2017"},
    {"name": "WikiGold", "use": "entities", "licence": "CC BY 4.0", "attribution": "Balasuriya and others 2009"},
    {"name": "Legal NER (India), development part", "use": "entities", "licence": "Apache-2.0", "attribution": "Kalamkar and others 2022"},
    {"name": "GUM, permissive documents, training part", "use": "entities and salience", "licence": "text CC BY, annotation CC BY 4.0", "attribution": "Georgetown University Multilayer corpus, Zeldes and others"},
    {"name": "LitBank", "use": "entities", "licence": "CC BY 4.0", "attribution": "Bamman, Popat and Shen 2019"},
    {"name": "re3d", "use": "entities, low weight", "licence": "OGL v3, public domain, CC BY and CC BY-SA by source", "attribution": "Defence Science and Technology Laboratory"},
    {"name": "MultiCoNER 2 (English), training part", "use": "entities, low weight", "licence": "CC BY 4.0", "attribution": "Fetahu and others 2023"},
    {"name": "QMSum, training part", "use": "salience", "licence": "MIT", "attribution": "Zhong and others 2021"},
    {"name": "ONS baby names", "use": "name swaps", "licence": "OGL v3", "attribution": "Office for National Statistics"},
    {"name": "Common names by country", "use": "name swaps", "licence": "CC0", "attribution": "sigpwned"},
    {"name": "British place names", "use": "place swaps", "licence": "OGL v3", "attribution": "Contains OS data © Crown copyright and database right"},
    {"name": "Street names by police force", "use": "phrases with addresses", "licence": "OGL v3", "attribution": "data.police.uk"},
)  # fmt: skip
