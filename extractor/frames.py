"""Facts files as pandas data frames."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import FundexError
from extractor.export.flat import COLUMNS, flat_rows
from extractor.export.rows import TABLES, Kind, corpus_rows
from extractor.facts_file import read_facts_file

if TYPE_CHECKING:
    import pandas as pd


def read_frame(path: Path | str, table: str | None = None) -> pd.DataFrame:
    """A facts file (.json or .jsonl) as a data frame: a fact a row, a role a column that holds a list.

    `table` gives one of the tables that join by id instead: documents, entities, facts, arguments (a filler a row),
    equivalents, evidence; of a linked file events, event_facts, event_history, event_arguments, event_equivalents too.
    Days are datetime64, numbers exact decimals (decimal128, 9 places): `.astype("float64")` for arithmetic beyond sums.
    FormatError for a broken file, FundexError for an unknown table or where pandas is missing.
    """
    if table is not None and table not in TABLES:
        raise FundexError("read_frame", f"no table {table!r}", f"use one of: {', '.join(TABLES)}")
    try:
        import pandas as pd
        import pyarrow as pa
    except ImportError:
        raise FundexError("read_frame", "needs pandas and pyarrow", "pip install 'fundex[pandas]'") from None
    corpus = read_facts_file(Path(path))
    columns = COLUMNS if table is None else TABLES[table]
    rows = flat_rows(corpus) if table is None else (row for name, row in corpus_rows(corpus) if name == table)
    dtypes: dict[Kind, Any] = {
        "text": pd.StringDtype(),
        "texts": object,
        "integer": pd.Int64Dtype(),
        "number": pd.ArrowDtype(pa.decimal128(38, 9)),
        "real": "float64",
        "day": "datetime64[s]",
    }
    told = list(rows)
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in told], dtype=dtypes[kind]) for name, kind in columns.items()}
    )
