"""MARCXML files and OAI-PMH answers about resolutions that do not exist, as the catalogue writes them.

Here: making the files. Not here: any test.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

MARC = "http://www.loc.gov/MARC21/slim"
OAI = "http://www.openarchives.org/OAI/2.0/"

Subfields = dict[str, str]


def field(tag: str, **subfields: str) -> str:
    """One data field; subfields by their codes, `_1` for a code that is a digit."""
    held = "".join(
        f'<subfield code="{code.strip("_")}">{escape(value)}</subfield>' for code, value in subfields.items()
    )
    return f'<datafield tag="{tag}" ind1=" " ind2=" ">{held}</datafield>'


def record(*fields: str, number: str | None = None, changed: str | None = None, attributes: str = "") -> str:
    """A record of these fields; `number` is its 001, `changed` its 005."""
    control = "".join(
        f'<controlfield tag="{tag}">{value}</controlfield>'
        for tag, value in (("001", number), ("005", changed))
        if value
    )
    return f"<record{attributes}>{control}{''.join(fields)}</record>"


def collection(*records: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{MARC}">{"".join(records)}</collection>'.encode()


def prefixed(xml: bytes) -> bytes:
    """The same file with its names in the prefix marc:."""
    text = xml.decode()
    for name in ("collection", "record", "controlfield", "datafield", "subfield"):
        text = text.replace(f"<{name}", f"<marc:{name}").replace(f"</{name}>", f"</marc:{name}>")
    return text.replace("xmlns=", "xmlns:marc=").encode()


def full_record(symbol: str = "A/HRC/RES/48/801", number: str = "900801", **other: str) -> str:
    """A record with all that is read; `other` replaces title, date, item or vote, or with "" leaves it out."""
    said = {
        "title": "The right to rest",
        "date": "2021-10-08",
        "item": "3.",
        "vote": "Adopted 33-3-11, 29th meeting",
    } | other
    fields = [field("191", a=symbol, b="A/", c="48"), field("041", a="arachiengfrerusspa")]
    if said["title"]:
        fields.append(
            field("245", a=f"{said['title']} :", b="resolution /", c="adopted by the Human Rights Council")
        )
    if said["date"]:
        fields.append(field("269", a=said["date"]))
    fields += [field("650", a="RIGHT TO REST"), field("650", a="MIGRANT WORKERS"), field("651", a="ATLANTIS")]
    if said["item"]:
        fields.append(field("991", a="A/HRC/48/1", b=said["item"], c="PROMOTION OF ALL HUMAN RIGHTS", z="I"))
    if said["vote"]:
        fields.append(field("996", a=said["vote"]))
    return record(*fields, number=number, changed="20211101120000.0")


def voting_data(symbol: str, roll: dict[str, str], number: str = "910801", **counts: str) -> str:
    """A record of voting data: `roll` is STATE NAME to "CODE vote"; `counts` are subfields of 996."""
    rows = [
        field("967", a=str(place), c=said.split(" ")[0], d=said.partition(" ")[2], e=name)
        for place, (name, said) in enumerate(roll.items(), 1)
    ]
    vote = [field("996", **counts)] if counts else []
    return record(
        field("791", a=symbol, b="A/", c="48"), field("989", a="Voting Data"), *vote, *rows, number=number
    )


def oai(*items: str, token: str | None = None) -> bytes:
    """An answer to ListRecords; items are made by `harvested` and `deleted`."""
    more = (
        f'<resumptionToken completeListSize="900">{escape(token)}</resumptionToken>'
        if token is not None
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{OAI}"><responseDate>2026-01-05T09:30:00Z</responseDate>'
        f'<request verb="ListRecords" metadataPrefix="marcxml">https://catalogue.invalid/oai</request>'
        f"<ListRecords>{''.join(items)}{more}</ListRecords></OAI-PMH>"
    ).encode()


def oai_error(code: str, said: str) -> bytes:
    return f'<OAI-PMH xmlns="{OAI}"><responseDate>2026-01-05T09:30:00Z</responseDate><error code={quoteattr(code)}>{escape(said)}</error></OAI-PMH>'.encode()


def harvested(marc: str, identifier: str, stamp: str = "2026-01-02T10:00:00Z") -> str:
    inner = marc.replace("<record", f'<record xmlns="{MARC}"', 1)
    return (
        f"<record><header><identifier>{identifier}</identifier><datestamp>{stamp}</datestamp></header>"
        f"<metadata>{inner}</metadata></record>"
    )


def deleted(identifier: str, day: str = "2026-01-02") -> str:
    return (
        f'<record><header status="deleted"><identifier>{identifier}</identifier>'
        f"<datestamp>{day}T10:00:00Z</datestamp></header></record>"
    )
