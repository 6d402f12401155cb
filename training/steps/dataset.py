"""Step `dataset`: manifest, splits with content hashes, findings."""

from __future__ import annotations

import csv
import io
from typing import Any

from training.datasets.checks import of_files, refuse_hopeless, write_findings
from training.datasets.faces import with_faces
from training.datasets.listing import Listing, listed
from training.plan import Plan
from training.records import digest_of, file_digest, write_whole
from training.steps.context import Context


def inputs(plan: Plan) -> dict[str, Any]:
    """What there is to list: names, sizes and times, so that a changed file is looked at again."""
    listing = listed(plan)
    return {
        "root": str(listing.root.resolve()),
        "images": digest_of([[*row, *_stamp(listing, row[0])] for row in listing.rows]),
        "splits": file_digest(listing.given) if listing.given else "drawn",
    }


def _stamp(listing: Listing, path: str) -> tuple[int, int]:
    try:
        info = (listing.root / path).stat()
    except (OSError, ValueError):
        return (0, 0)
    return info.st_size, info.st_mtime_ns


def run(context: Context) -> None:
    """Look at every image once."""
    listing = listed(context.plan)
    with context.cache() as cache:
        dataset = with_faces(listing.root, listing.rows, cache, context.plan.threads, context.report)
    dataset.save(context.folder)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("path", "subject", "split", "sha256"))
    writer.writerows(zip(dataset.paths, dataset.subjects, dataset.splits, dataset.hashes, strict=True))
    write_whole(context.folder / "splits.csv", out.getvalue())
    findings = of_files(dataset)
    write_findings(context.folder, findings)
    total = len(dataset.paths)
    words = f"{int(dataset.usable.sum()):,} usable faces; {len(findings):,} findings in dataset/findings.txt"
    context.report(total, total, unit="images", message=words)
    refuse_hopeless(dataset)
