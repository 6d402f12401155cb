"""Sidecars of both names, what others wrote in them, and files that are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from faceqnet_engine.results.sidecar import (
    Naming,
    Rating,
    SidecarError,
    read,
    read_file,
    read_ratings,
    sidecar_name,
    write,
    write_file,
)

DARKTABLE = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <!-- a comment of somebody -->
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:darktable="http://darktable.sf.net/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/" darktable:history_end="7" xmp:Rating="2" xmp:CreatorTool="dt">
   <dc:subject><rdf:Bag><rdf:li>Ana &amp; José</rdf:li><rdf:li>boda</rdf:li></rdf:Bag></dc:subject>
   <darktable:masks_history><rdf:Seq/></darktable:masks_history>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
ELEMENTS = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"><tiff:Make>Canon</tiff:Make></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:Rating>4</xmp:Rating>
<xmp:Label>Red</xmp:Label></rdf:Description></rdf:RDF></x:xmpmeta>"""
ratings = st.one_of(
    st.just(Rating(0, "rejected")),
    st.builds(Rating, st.integers(0, 5), st.sampled_from(["accepted", "undecided"])),
)
_OURS = {"{http://ns.adobe.com/xap/1.0/}Rating", "{urn:faceqnet:xmp#}Decision"}


def _foreign(data: bytes) -> list[tuple[str, str, str]]:
    """Everything that is not ours, in order: tags, attributes, texts, comments, instructions."""
    root = etree.fromstring(data)
    found = []
    for node in (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()):
        if isinstance(node.tag, str) and node.tag in _OURS:
            continue
        name = node.tag if isinstance(node.tag, str) else node.tag.__name__
        if name == "Comment" or isinstance(node.tag, str):
            found.append((name, (node.text or "").strip(), ""))
        else:
            found.append((name, str(node), ""))
        if isinstance(node.tag, str):
            found += [(name, k, v) for k, v in sorted(node.attrib.items()) if k not in _OURS]
    return found


@given(st.sampled_from([DARKTABLE, ELEMENTS]), st.lists(ratings, min_size=1, max_size=4))
def test_ratings_come_back_and_what_others_wrote_stays(tmp_path_factory, foreign: str, given_ratings) -> None:
    path = tmp_path_factory.mktemp("x") / "a.jpg.xmp"
    path.write_text(foreign, encoding="utf-8")
    before = _foreign(path.read_bytes())
    for rating in given_ratings:
        write_file(path, rating, base=path, durable=False)
        assert read_file(path) == rating
    assert _foreign(path.read_bytes()) == before
    text = path.read_text(encoding="utf-8")
    assert text.count("Rating") == (1 if 'xmp:Rating="' in foreign else 2)  # once, in the form that it had
    assert ("<?xpacket end" in text) == ("<?xpacket end" in foreign)


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True),
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
        ),
        max_size=6,
    ),
    ratings,
)
def test_any_foreign_fields_survive(tmp_path_factory, fields: dict[str, str], rating: Rating) -> None:
    path = tmp_path_factory.mktemp("x") / "a.xmp"
    write_file(path, Rating(3), durable=False)
    tree = etree.parse(path)
    description = next(tree.iter("{*}Description"))
    for name, value in fields.items():
        description.set(f"{{urn:somebody#}}{name}", value)
        etree.SubElement(description, f"{{urn:somebody#}}{name}-too").text = value
    tree.write(path, encoding="UTF-8")
    before = _foreign(path.read_bytes())
    write_file(path, rating, base=path, durable=False)
    assert _foreign(path.read_bytes()) == before
    assert read_file(path) == rating


def test_both_names_are_read_and_the_newest_wins_and_says_so(tmp_path: Path) -> None:
    photo = tmp_path / "north.0417.jpg"
    whole, stem = tmp_path / "north.0417.jpg.xmp", tmp_path / "north.0417.xmp"
    assert read(photo) is None
    write_file(stem, Rating(2))
    assert read(photo).rating == Rating(2)
    write_file(whole, Rating(0, "rejected"))
    os.utime(stem, ns=(10, 10))
    found = read(photo)
    assert (found.rating, found.path, found.other) == (Rating(0, "rejected"), whole, stem)
    os.utime(whole, ns=(5, 5))
    assert read(photo).rating == Rating(2)
    write_file(whole, Rating(2))
    assert read(photo).other is None  # they agree


@pytest.mark.parametrize("naming", list(Naming))
def test_one_name_is_written_with_what_the_other_held(tmp_path: Path, naming: Naming) -> None:
    photo = tmp_path / "a.jpg"
    other = next(n for n in Naming if n is not naming)
    (tmp_path / sidecar_name("a.jpg", other)).write_text(DARKTABLE, encoding="utf-8")
    before = (tmp_path / sidecar_name("a.jpg", other)).read_bytes()
    target = write(photo, Rating(5, "accepted"), naming)
    assert target.name == sidecar_name("a.jpg", naming)
    assert "Ana &amp; José" in target.read_text(encoding="utf-8")
    assert (tmp_path / sidecar_name("a.jpg", other)).read_bytes() == before


def test_ratings_of_other_programs_are_understood(tmp_path: Path) -> None:
    for number, wanted in (
        (-1, Rating(0, "rejected")),
        (0, Rating()),
        (5, Rating(5)),
        ("3.0", Rating(3)),
        ("x", Rating()),
    ):
        path = tmp_path / "a.xmp"
        path.write_text(ELEMENTS.replace(">4<", f">{number}<"))
        assert read_file(path) == wanted


_BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize(
    "content", [b"", b"not xml", b"<html></html>", DARKTABLE.encode()[:300], _BOMB.encode()]
)
def test_what_is_no_sidecar_is_left_as_it_is_and_named(tmp_path: Path, content: bytes) -> None:
    photo = tmp_path / "a.jpg"
    path = tmp_path / "a.jpg.xmp"
    path.write_bytes(content)
    with pytest.raises(SidecarError, match=r"a\.jpg\.xmp"):
        write(photo, Rating(1), Naming.FULL)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["a.jpg.xmp"]
    found, failed = read_ratings([str(photo), str(tmp_path / "b.jpg")])
    assert (found, list(failed)) == ({}, [str(photo)])


def test_an_entity_from_a_file_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("4")
    path = tmp_path / "a.xmp"
    body = ELEMENTS.replace(">4<", ">&s;<")
    path.write_text(f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>{body}')
    with pytest.raises(SidecarError, match="entities"):
        read_file(path)


def test_a_folder_that_takes_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SidecarError, match="cannot be written"):
        write(tmp_path / "gone" / "a.jpg", Rating(1), Naming.STEM)


def test_ratings_of_many_photos_are_read_folder_by_folder(tmp_path: Path) -> None:
    photos = []
    for n in range(30):
        photo = tmp_path / f"{n % 3}" / f"{n}.jpg"
        photo.parent.mkdir(exist_ok=True)
        photos.append(str(photo))
        if n % 2:
            write(photo, Rating(n % 6), Naming.FULL if n % 4 == 1 else Naming.STEM)
    found, failed = read_ratings(photos)
    assert failed == {}
    assert {p: f.rating.stars for p, f in found.items()} == {photos[n]: n % 6 for n in range(1, 30, 2)}
