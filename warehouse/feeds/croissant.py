"""The Parquet files of a generation as a Croissant data set, the form that catalogues of machine learning read.

Here: its content (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html). Not here: the data package.
"""

from __future__ import annotations

from typing import Any

from warehouse.feeds.describing import DESCRIPTION, LICENCE, NAME, TITLE, UNITED_NATIONS, Publication
from warehouse.feeds.formats import File
from warehouse.marts import Mart, MartColumn, marts

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    **{
        term: f"cr:{term}"
        for term in (
            "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet", "format", "includes",
            "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
            "replace", "samplingRate", "separator", "source", "subField", "transform",
        )
    },
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}  # fmt: skip
MEDIA_TYPES = {
    "parquet": "application/x-parquet",
    "csv": "text/csv",
    "json": "application/json",
    "arrow": "application/vnd.apache.arrow.file",
}
TYPES = {
    "VARCHAR": "sc:Text", "INTEGER": "sc:Integer", "BIGINT": "sc:Integer", "DOUBLE": "sc:Float", "BOOLEAN": "sc:Boolean",
    "DATE": "sc:Date", "TIMESTAMP": "sc:DateTime",
}  # fmt: skip


def croissant(files: list[File], name: str, publication: Publication) -> dict[str, Any]:
    """Every file with its SHA-256, and a record set for each mart, read from Parquet.

    References between marts are left to the data package: readers of Croissant would join by them, also a mart with itself.
    """
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "license": LICENCE,
        "isBasedOn": UNITED_NATIONS,
        "citeAs": f"{TITLE}. {NAME} {publication.hrcw_version}, generation {name}. Source of the texts: United Nations.",
        "datePublished": publication.published_at.date().isoformat(),
        "version": f"{publication.hrcw_version}+{name}",
        "distribution": [_file(file) for file in files],
        "recordSet": [_records(mart) for mart in marts()],
    }


def _file(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": MEDIA_TYPES[file.format],
        "sha256": file.sha256,
    }


def _records(mart: Mart) -> dict[str, Any]:
    records: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": mart.name,
        "name": mart.name,
        "description": mart.comment,
        "field": [_field(mart, column) for column in mart.columns],
    }
    if mart.key:
        records["key"] = [{"@id": f"{mart.name}/{name}"} for name in mart.key]
    return records


def _field(mart: Mart, column: MartColumn) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{mart.name}/{column.name}",
        "name": column.name,
        "description": column.comment,
        "dataType": TYPES[column.duckdb_type],
        "source": {
            "fileObject": {"@id": f"parquet/{mart.name}.parquet"},
            "extract": {"column": column.name},
        },
    }
