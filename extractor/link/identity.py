"""Which entities of which documents are one: joined for a reason that is kept, never by likeness of names alone."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from extractor.link.attributes import Profile, Seat
from extractor.link.context import ENOUGH, features, names_party
from extractor.link.decisions import Decisions
from extractor.link.names import Names, is_abbreviation, is_short_form
from extractor.link.workspace import Record, Workspace, load

Label = tuple[int, bool]  # of a split: its number, and whether this is the side that is another company
_ROWS = "SELECT n, document, entity, kind, key, record FROM told ORDER BY n"


@dataclass(frozen=True, slots=True)
class Told:
    """A row: what one document tells of one entity."""

    n: int
    document: str
    entity: str
    kind: str
    key: str
    record: Record

    @property
    def names(self) -> list[str]:
        return list(self.record["names"])


@dataclass
class Cluster:
    """Namesakes that are one."""

    rows: list[Told]
    profile: Profile
    labels: frozenset[Label]


class Identities:
    """Joins the rows of a workspace; `find` gives a row's identity."""

    def __init__(
        self,
        space: Workspace,
        names: Names,
        sectors_of: Callable[[str], frozenset[str]],
        decisions: Decisions = Decisions(),  # noqa: B008 -- frozen
    ) -> None:
        self.space, self.names, self.sectors_of, self.decisions = space, names, sectors_of, decisions
        (count,) = space.db.execute("SELECT count(*) FROM told").fetchone()
        self._parent = array("q", range(count + 1))
        self._profiles: dict[int, Profile] = {}
        self._labels: dict[int, frozenset[Label]] = {}
        self._blocks: dict[tuple[str, str], list[int]] = {}  # of names with several companies
        self.reasons: list[tuple[int, Record]] = []
        space.db.execute("CREATE TEMP TABLE alias (kind TEXT, alias TEXT, n INTEGER, short INTEGER, document TEXT)")
        space.db.execute("CREATE TEMP TABLE named (kind TEXT, key TEXT, caseless TEXT, reading TEXT, n INTEGER)")

    def resolve(self) -> None:
        """All the steps, the surest evidence first."""
        self._join_namesakes()
        self.space.db.execute("CREATE INDEX alias_alias ON alias (kind, alias)")
        self.space.db.execute("CREATE INDEX named_key ON named (kind, key)")
        self._join_identifiers()
        for _ in range(2):  # what the first round joins may settle whose an alias is
            self._join_aliases()
        self._join_cases()
        self._join_short_forms()
        self._join_readings()
        self._join_decided()
        self._write()

    def find(self, n: int) -> int:
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    # --- names that are equal ---------------------------------------------------------------------------

    def _join_namesakes(self) -> None:
        for (kind, key), group in groupby(self._rows(), key=lambda row: (row.kind, row.key)):
            clusters = self._clusters(list(group))
            for cluster in clusters:
                first = cluster.rows[0].n
                for row in cluster.rows[1:]:
                    self._parent[row.n] = first
                if cluster.profile:
                    self._profiles[first] = cluster.profile
                if cluster.labels:
                    self._labels[first] = cluster.labels
                self._note_names(kind, key, cluster)

    def _rows(self) -> Iterator[Told]:
        for n, document, entity, kind, key, record in self.space.db.execute(_ROWS):
            yield Told(n, document, entity, kind, key, load(record))

    def _note_names(self, kind: str, key: str, cluster: Cluster) -> None:
        first = cluster.rows[0].n
        self.space.db.execute(
            "INSERT INTO named VALUES (?, ?, ?, ?, ?)",
            (kind, key, self.names.caseless(key), self.names.reading(key), first),
        )
        aliases: dict[str, str] = {}
        for row in cluster.rows:
            for name in row.names:
                if (alias := self.names.key(name)) != key:
                    aliases.setdefault(alias, row.document)
        self.space.db.executemany(
            "INSERT INTO alias VALUES (?, ?, ?, ?, ?)",
            [(kind, alias, first, is_short_form(alias, key), document) for alias, document in aliases.items()],
        )
        plain = {self.names.plain(row.record["name"]): row.record["name"] for row in cluster.rows}
        if len(plain) > 1:
            self._tell(first, "lexicon", plain.values())

    def _clusters(self, rows: Sequence[Told]) -> list[Cluster]:
        """Namesakes parted by what speaks against their being one."""
        profiles = {row.n: self._profile(row) for row in rows}
        labels = {row.n: self._labels_of(row) for row in rows}
        if not any(profiles.values()) and len(set(labels.values())) < 2:
            return [Cluster(list(rows), Profile(), labels[rows[0].n])]
        clusters: list[Cluster] = []
        unsure: list[Told] = []
        for row in sorted(rows, key=lambda row: (-_weight(profiles[row.n]), row.n)):
            home = self._home(clusters, profiles[row.n], labels[row.n])
            if home is not None:
                home.rows.append(row)
                home.profile.add(profiles[row.n])
                home.labels |= labels[row.n]
            elif any(not _parted(c, profiles[row.n], labels[row.n]) for c in clusters):
                unsure.append(row)
            else:
                profile = Profile()
                profile.add(profiles[row.n])
                clusters.append(Cluster([row], profile, labels[row.n]))
        self._settle_by_deals(clusters, unsure, labels)
        for cluster in clusters:
            cluster.rows.sort(key=lambda row: row.n)
        return clusters

    @staticmethod
    def _home(clusters: Sequence[Cluster], profile: Profile, labels: frozenset[Label]) -> Cluster | None:
        """The cluster that most speaks for, else the only one that nothing speaks against."""
        fitting = [cluster for cluster in clusters if not _parted(cluster, profile, labels)]
        best = max(fitting, key=lambda cluster: cluster.profile.support(profile), default=None)
        if best is not None and best.profile.support(profile):
            return best
        return best if len(fitting) == 1 and (profile or len(clusters) == 1) else None

    def _settle_by_deals(
        self, clusters: list[Cluster], unsure: Sequence[Told], labels: dict[int, frozenset[Label]]
    ) -> None:
        """A document that does not say which of the namesakes it means may tell a deal of one of them."""
        told = [(cluster, self._features(cluster.rows)) for cluster in clusters] if unsure else []
        for row in unsure:
            mine = self._features([row])
            shared = sorted(((len(mine & theirs), at) for at, (_, theirs) in enumerate(told)), reverse=True)
            best, at = shared[0]
            if best >= ENOUGH and (len(shared) == 1 or best > shared[1][0]):
                told[at][0].rows.append(row)
                self._tell(row.n, "same_deal", [row.record["name"]], [row.document])
            else:
                clusters.append(Cluster([row], Profile(), labels[row.n]))

    def _features(self, rows: Iterable[Told]) -> set[str]:
        return {one for row in rows for one in features(self.space, row.document, row.entity)}

    def _profile(self, row: Told) -> Profile:
        told = row.record["attributes"]
        return Profile(
            dict(row.record["identifiers"]),
            {Seat.read(told["seat"])} if "seat" in told else set(),
            [sectors] if "business" in told and (sectors := self.sectors_of(told["business"])) else [],
        )

    def _labels_of(self, row: Told) -> frozenset[Label]:
        out = set()
        keys = {self.names.key(name) for name in row.names}
        for number, split in enumerate(self.decisions.splits):
            name = self.names.key(split.name)
            if split.aliases:
                aliases = {self.names.key(one) for one in split.aliases}
                apart = row.key in aliases or bool(keys & aliases and name not in keys)
            else:
                apart = name in keys
            if apart and (not split.documents or row.document in split.documents):
                out.add((number, True))
            elif name in keys:
                out.add((number, False))
        return frozenset(out)

    # --- names that differ ------------------------------------------------------------------------------

    def _join_identifiers(self) -> None:
        owners: dict[tuple[str, str], int] = {}
        for n in sorted(self._profiles):
            for pair in self._profiles[n].identifiers.items():
                other = owners.setdefault(pair, n)
                if other != n:
                    self._join(other, n, "identifier", [f"{pair[0]} {pair[1]}"])

    def _join_aliases(self) -> None:
        """A spelling told of one company alone is that company's wherever it stands alone."""
        claims = self.space.db.execute(
            "SELECT kind, alias, n, document FROM alias WHERE NOT short ORDER BY kind, alias, n"
        )
        for (kind, alias), group in groupby(claims.fetchall(), key=lambda row: (row[0], row[1])):
            told = list(group)
            claimers = {self.find(row[2]) for row in told}
            targets = {self.find(n): n for n in self._named(kind, alias)}
            if len(claimers) != 1 or len(targets) != 1 or claimers == targets.keys():
                continue  # nobody's name by itself, or that of several
            _, _, n, document = told[0]
            (target,) = targets.values()
            if is_abbreviation(alias) and not self._supported(n, target):
                continue
            if not self._parties_of_one_fact(n, target):
                self._join(n, target, "alias", [self._name(n), self._name(target)], [document])

    def _supported(self, a: int, b: int) -> bool:
        """Whether more than a name says that two are one: a number, a seat, a business or a deal."""
        mine, theirs = (self._profiles.get(self.find(n), Profile()) for n in (a, b))
        return mine.support(theirs) > 0 or self._tell_one_deal(a, b)

    def _tell_one_deal(self, a: int, b: int) -> bool:
        shared = self._features_of(a) & self._features_of(b)
        return len(shared) >= ENOUGH or any(names_party(one) for one in shared)

    def _join_cases(self) -> None:
        rows = self.space.db.execute(
            "SELECT kind, caseless, n FROM named WHERE caseless IS NOT NULL ORDER BY kind, caseless, n"
        )
        for _, group in groupby(rows.fetchall(), key=lambda row: (row[0], row[1])):
            names = {self.find(n): n for _, _, n in group}
            if len(names) == 2 and not self._in_one_document(*names.values()):
                a, b = names.values()
                self._join(a, b, "case", [self._name(a), self._name(b)])

    def _join_short_forms(self) -> None:
        """北星 where another document has 北星銀行 for short 北星: one company if both tell one deal of it."""
        claims = self.space.db.execute("SELECT kind, alias, n, document FROM alias WHERE short ORDER BY kind, alias, n")
        for (kind, alias), group in groupby(claims.fetchall(), key=lambda row: (row[0], row[1])):
            told = list(group)
            claimers = {self.find(row[2]) for row in told}
            for target in self._named(kind, alias):
                if len(claimers) != 1 or self.find(target) in claimers or self._kept_apart(told[0][2], target):
                    continue
                if len(self._features_of(target) & self._features_of(told[0][2])) >= ENOUGH:
                    names = [self._name(told[0][2]), self._name(target)]
                    self._join(told[0][2], target, "short_form_same_deal", names, [told[0][3]])

    def _join_readings(self) -> None:
        """Tetraleaf Capital and テトラリーフ・キャピタル: one company if both are told of one deal."""
        rows = self.space.db.execute(
            "SELECT kind, reading, n FROM named WHERE reading IS NOT NULL ORDER BY kind, reading, n"
        )
        for _, group in groupby(rows.fetchall(), key=lambda row: (row[0], row[1])):
            for a, b in combinations([n for _, _, n in group], 2):
                if self.find(a) == self.find(b) or not self._other_letters(a, b) or self._in_one_document(a, b):
                    continue
                if self._tell_one_deal(a, b):
                    self._join(a, b, "reading_same_deal", [self._name(a), self._name(b)])

    def _other_letters(self, a: int, b: int) -> bool:
        """Whether one of two names is in Latin letters and the other in kana."""
        return self._name(a).isascii() != self._name(b).isascii()

    def _join_decided(self) -> None:
        """Decided merges; nothing of theirs is refused."""
        for merge in self.decisions.merges:
            wanted = {self.names.key(name) for name in merge.names}
            rows = [
                n
                for key in sorted(wanted)
                for n, document in self.space.db.execute(
                    "SELECT n, document FROM told WHERE key = ? ORDER BY n", (key,)
                )
                if not merge.documents or document in merge.documents
            ]
            for n in rows[1:]:
                self._unite(rows[0], n)
            if len(rows) > 1:
                self._tell(rows[0], "decision", merge.names, merge.documents)

    def _join(self, a: int, b: int, reason: str, names: Iterable[str], documents: Iterable[str] = ()) -> None:
        a, b = self.find(a), self.find(b)
        if a == b or _labels_clash(self._labels.get(a, frozenset()), self._labels.get(b, frozenset())):
            return
        if self._profiles.get(a, Profile()).against(self._profiles.get(b, Profile())):
            return
        self._unite(a, b)
        self._tell(a, reason, names, documents)

    def _unite(self, a: int, b: int) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        if a == b:
            return
        self._parent[b] = a
        if (profile := self._profiles.pop(b, None)) is not None:
            self._profiles.setdefault(a, Profile()).add(profile)
        if labels := self._labels.pop(b, None):
            self._labels[a] = self._labels.get(a, frozenset()) | labels

    def _tell(self, n: int, reason: str, names: Iterable[str], documents: Iterable[str] = ()) -> None:
        told = {"reason": reason, "names": sorted(set(names)), "documents": sorted(documents)}
        self.reasons.append((n, told))

    # --- questions to the workspace -----------------------------------------------------------------------

    def _named(self, kind: str, key: str) -> list[int]:
        return [n for (n,) in self.space.db.execute("SELECT n FROM named WHERE kind = ? AND key = ?", (kind, key))]

    def _name(self, n: int) -> str:
        (record,) = self.space.db.execute("SELECT record FROM told WHERE n = ?", (n,)).fetchone()
        return str(load(record)["name"])

    def _features_of(self, n: int) -> set[str]:
        return {one for document, entity in self._members(n) for one in features(self.space, document, entity)}

    def _members(self, n: int) -> list[tuple[str, str]]:
        """Documents and entities of the name of a row that are one with it."""
        rows = self.space.db.execute(
            "SELECT a.n, a.document, a.entity FROM told a JOIN told b ON a.kind = b.kind AND a.key = b.key "
            "WHERE b.n = ?",
            (n,),
        )
        return [(document, entity) for other, document, entity in rows if self.find(other) == self.find(n)]

    def _in_one_document(self, a: int, b: int) -> bool:
        return bool({document for document, _ in self._members(a)} & {document for document, _ in self._members(b)})

    def _kept_apart(self, a: int, b: int) -> bool:
        """Whether a document has both, and not as a headline that tells in short what the article tells in full."""
        mine, theirs = dict(self._members(a)), dict(self._members(b))
        return self._parties_of_one_fact(a, b) or any(
            len(features(self.space, one, mine[one]) & features(self.space, one, theirs[one])) < ENOUGH
            for one in mine.keys() & theirs.keys()
        )

    def _parties_of_one_fact(self, a: int, b: int) -> bool:
        mine: dict[str, set[str]] = defaultdict(set)
        theirs: dict[str, set[str]] = defaultdict(set)
        for members, out in ((self._members(a), mine), (self._members(b), theirs)):
            for document, entity in members:
                out[document].add(entity)
        for document in mine.keys() & theirs.keys():
            for fact in self.space.facts_of(document):
                named = {f.get("entity") for fillers in fact["roles"].values() for f in fillers}
                if named & mine[document] and named & theirs[document]:
                    return True
        return False

    def _write(self) -> None:
        self.space.db.executemany(
            "INSERT INTO identity VALUES (?, ?)", ((n, self.find(n)) for n in range(1, len(self._parent)))
        )


def _weight(profile: Profile) -> int:
    return 4 * len(profile.identifiers) + 2 * bool(profile.seats) + bool(profile.sectors)


def _labels_clash(a: frozenset[Label], b: frozenset[Label]) -> bool:
    return any((number, not side) in b for number, side in a)


def _parted(cluster: Cluster, profile: Profile, labels: frozenset[Label]) -> bool:
    return cluster.profile.against(profile) is not None or _labels_clash(cluster.labels, labels)
