#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits src/reasoning/silu-step-model.c to the chains in tests/reasoning/chains.

    fit-steps.py PRINT_FEATURES [--folds N] [--write FILE]

PRINT_FEATURES is the built tests/reasoning/print-features. With --folds the model is fitted N
times without a share of the files, and scored on those: how well it cuts what it has not seen.

The model is a chain of units, each of which goes on with the step before or begins one (a linear
conditional random field). A file counts by the square root of its steps. Weights are drawn to
nothing unless they earn their keep; first all cues are tried, then the CUES loudest are fitted
again. No cue has a number, a single letter or more than four words, and each is in MIN_FILES
files: none can know a chain by heart.
"""
import argparse
import collections
import math
import multiprocessing
import pathlib
import random
import re
import subprocess

KINDS = ('understand plan derive compute check doubt alternative conclude draft-code').split()
N = len(KINDS)
CHAINS = pathlib.Path(__file__).parents[1] / 'reasoning' / 'chains'
MARK = re.compile('⟦([^⟧]*)⟧'.encode())
FILLER = b' \t\n\v\f\r*_#>-'
LEADING = set('*_>"(#-+“「【•')

# What is seen of a unit when the next one has come, or none has.
LATER = {'closing', 'alone', 'code next', 'list next', 'paragraph next',
         *('next opens ' + kind for kind in KINDS)}

CUES = 180
MIN_FILES = 6
LAG = 4  # of silu-segmenter.c
MARGIN = 32
FENCED = 1000
UNIT = 16  # weights are sixteenths
LEAST = 0.1  # smaller ones are left out
MORE_CUTS = 1.6  # the likeliest way cuts too little for the best F1
PIECE = 60  # units that are fitted at a time

# What weights are drawn to, in nats, where the chains say little: an everyday cue means what it
# says, more so at the beginning of a paragraph, and a doubt may interrupt one. The authors of the
# chains avoided such cues, so that their few are outvoted. All others are drawn to nothing.
SPEAKING = {'doubt': 1.5, 'alternative': 1, 'check': 1, 'conclude': 1, 'plan': 0.7, 'compute': 0.6}
DRAWN_CUT = {'heading': 4.0, 'after title': -2.0, 'sentence opens doubt': 6.0,
             **{'paragraph opens ' + kind: 4.0 * share for kind, share in SPEAKING.items()},
             **{'line opens ' + kind: 3.0 * share for kind, share in SPEAKING.items()}}
DRAWN_KINDS = {'first': ('understand', 2.0), 'code': ('draft-code', 3.0),
               'after code': ('draft-code', -3.0),
               'opens draft-code': ('draft-code', 2.0), 'sentence opens doubt': ('doubt', 1.0),
               **{'opens ' + kind: (kind, 4.0 * share) for kind, share in SPEAKING.items()},
               **{'paragraph opens ' + kind: (kind, 1.0) for kind in SPEAKING}}
TRUST = 20  # how much harder cues are drawn than all others

Chain = collections.namedtuple('Chain', 'name text marks starts features begins kinds')


# --- chains ---

def skip(text, place):
    while place < len(text) and text[place] in FILLER:
        place += 1
    return place


def is_cue(words):
    """Whether a person would take it for one."""
    for word in words:
        if not re.fullmatch("[a-z']{2,}|[ia]|[\u3400-\u9fff]", word):
            return False
    if len(words) == 1 and len(words[0]) == 1:
        return False
    if ord(words[0][0]) >= 0x3400 or ord(words[-1][0]) >= 0x3400:
        return (all(ord(word[0]) >= 0x3400 for word in words) and words[0] not in '的个了' and
                words[-1] not in '的个')
    return True


def join(words):
    return ('' if ord(words[0][0]) >= 0x3400 else ' ').join(words)


def find_cues(words):
    """Those of silu-features.c: of up to four words, "^" at the beginning and "~" anywhere."""
    while words and words[0] in LEADING:
        words = words[1:]
    cues = set()
    for first in range(len(words)):
        for n in range(1, 5):
            row = words[first:first + n]
            if len(row) < n or not is_cue(row):
                continue
            if first == 0:
                cues.add('^' + join(row))
            if n <= 2 or ord(row[0][0]) >= 0x3400 or first == 0:
                cues.add('~' + join(row))
    return cues


def read_chain(path, program):
    data = path.read_bytes()
    marks = []
    text = b''
    at = 0
    for match in MARK.finditer(data):
        text += data[at:match.start()]
        at = match.end()
        marks.append((len(text), KINDS.index(match[1].decode())))
    text += data[at:]

    starts, features = [], []
    lines = subprocess.run([program], input=text, capture_output=True, check=True).stdout
    for line in lines.decode().splitlines():
        start, names, *words = line.split('\t')
        starts.append(int(start))
        features.append(set(names.split('|')) | find_cues(words))
    for i in range(len(starts) - 1, max(len(starts) - LAG - 2, -1), -1):
        features[i].add('closing')
        if 'paragraph' in features[i]:
            break

    places = {skip(text, place): kind for place, kind in marks}
    begins, kinds = [], []
    kind = marks[0][1]
    for i, start in enumerate(starts):
        begun = places.get(skip(text, start))
        kind = kind if begun is None else begun
        begins.append(i == 0 or begun is not None)
        kinds.append(kind)
    return Chain(path.name, text, marks, starts, features, begins, kinds)


# --- fitting ---

class Model:
    def __init__(self):
        self.kinds = {}
        self.cut = {}
        self.follows = [[0.0] * N for _ in range(N)]

    def score(self, features):
        kinds = [0.0] * N
        cut = 0.0
        for feature in features:
            row = self.kinds.get(feature)
            if row is not None:
                kinds = [a + b for a, b in zip(kinds, row)]
                cut += self.cut[feature]
        return kinds, cut


class Slope:
    """Adagrad: the more a weight has moved, the less it moves."""

    def __init__(self, rate):
        self.rate = rate
        self.past = {}

    def move(self, key, weights, slopes):
        past = self.past.setdefault(key, [1e-2] * len(weights))
        for i, slope in enumerate(slopes):
            past[i] += slope * slope
            weights[i] += self.rate * slope / math.sqrt(past[i])


def expect(model, follows, features):
    """What the model thinks of a piece: for each unit how likely each kind is, and each to begin
    there; and how often each kind follows each."""
    scores = [model.score(row) for row in features]
    shown = [[math.exp(k - max(kinds)) for k in kinds] for kinds, _ in scores]
    cuts = [math.exp(max(min(cut, 20), -20)) for _, cut in scores]
    columns = list(zip(*follows))

    ways = [shown[0]]
    entered = [None]
    for t in range(1, len(features)):
        before = ways[-1]
        enter = [cuts[t] * sum(map(float.__mul__, before, column)) for column in columns]
        way = [s * (b + e) for s, b, e in zip(shown[t], before, enter)]
        total = sum(way)
        ways.append([w / total for w in way])
        entered.append(enter)

    after = [1.0] * N
    kinds, begins = [None] * len(features), [None] * len(features)
    pairs = [[0.0] * N for _ in range(N)]
    for t in range(len(features) - 1, -1, -1):
        total = sum(map(float.__mul__, ways[t], after))
        kinds[t] = [w * a / total for w, a in zip(ways[t], after)]
        if t == 0:
            break
        behind = [s * a for s, a in zip(shown[t], after)]
        whole = sum(b * (w + e) for b, w, e in zip(behind, ways[t - 1], entered[t]))
        begins[t] = sum(map(float.__mul__, behind, entered[t])) / whole
        for i in range(N):
            share = ways[t - 1][i] * cuts[t] / whole
            pairs[i] = [p + share * f * b for p, f, b in zip(pairs[i], follows[i], behind)]
        after = [b + cuts[t] * sum(map(float.__mul__, row, behind))
                 for b, row in zip(behind, follows)]
        top = max(after)
        after = [a / top for a in after]
    return kinds, begins, pairs


def cut_pieces(chains, known):
    pieces = []
    weights = [sum(chain.begins) ** -0.5 for chain in chains]
    scale = sum(sum(c.begins) for c in chains) / sum(
        w * sum(c.begins) for w, c in zip(weights, chains))
    for weight, chain in zip(weights, chains):
        for at in range(0, len(chain.starts), PIECE):
            part = slice(at, at + PIECE)
            pieces.append((weight * scale, [sorted(row & known) for row in chain.features[part]],
                           chain.begins[part], chain.kinds[part]))
    return pieces


def fit(chains, known, rounds, draw_kinds, draw_cut, draw_follows=0.3):
    model = Model()
    cuts = {}
    pieces = cut_pieces(chains, known)
    count = collections.Counter()
    for _, features, _, _ in pieces:
        count.update(set().union(*features))
    drawn = {}
    for feature in sorted(count):
        kind, weight = DRAWN_KINDS.get(feature, (None, 0.0))
        drawn[feature] = [weight if kind == k else 0.0 for k in KINDS]
        drawn_cut = DRAWN_CUT.get(feature, 0.0)
        model.kinds[feature] = list(drawn[feature])
        model.cut[feature] = drawn_cut
        cuts[feature] = [drawn_cut]
    slope_kinds, slope_cut, slope_follows = Slope(0.2), Slope(0.2), Slope(0.2)
    order = random.Random(1)

    trust_kinds = {f: draw_kinds * (TRUST if 'opens' in f and f in DRAWN_KINDS else 1) / count[f] for f in count}
    trust_cut = {f: draw_cut * (TRUST if 'opens' in f and f in DRAWN_CUT else 1) / count[f] for f in count}

    for turn in range(rounds):
        for slope in (slope_kinds, slope_cut, slope_follows):
            slope.rate = 0.2 * (1 - turn / rounds) + 0.01
        order.shuffle(pieces)
        for weight, features, begins, kinds in pieces:
            follows = [[math.exp(f) for f in row] for row in model.follows]
            likely, begun, pairs = expect(model, follows, features)
            slopes = {}
            for t, row in enumerate(features):
                off = [-weight * p for p in likely[t]]
                off[kinds[t]] += weight
                off.append(weight * (begins[t] - begun[t]) if t > 0 else 0.0)
                if t > 0 and begins[t]:
                    pairs[kinds[t - 1]][kinds[t]] -= 1
                for feature in row:
                    old = slopes.get(feature)
                    slopes[feature] = off if old is None else list(map(float.__add__, old, off))
            for feature, slope in slopes.items():
                row = model.kinds[feature]
                slope_kinds.move(feature, row,
                                 [s - trust_kinds[feature] * (w - d)
                                  for s, w, d in zip(slope, row, drawn[feature])])
                cut = cuts[feature]
                away = cut[0] - DRAWN_CUT.get(feature, 0.0)
                slope_cut.move(feature, cut, [slope[N] - trust_cut[feature] * away])
                model.cut[feature] = cut[0]
            for i, row in enumerate(model.follows):
                slope_follows.move(i, row, [-weight * p - draw_follows / len(pieces) * f
                                            for p, f in zip(pairs[i], row)])
    return model


def round_weight(weight):
    return 0 if abs(weight) < LEAST else max(-127, min(127, round(weight * UNIT)))


def make_model(chains):
    files = collections.Counter()
    for chain in chains:
        files.update(set().union(*chain.features))
    known = {f for f, n in files.items() if n >= MIN_FILES or f[0] not in '^~'}
    whole = fit(chains, known, 10, 10, 4)
    loud = {f: math.sqrt(whole.cut[f] ** 2 + sum(w * w for w in row))
            for f, row in whole.kinds.items()}
    cues = sorted((f for f in loud if f[0] in '^~'), key=lambda f: (-loud[f], f))[:CUES]
    known = {f for f in known if f[0] not in '^~'} | set(cues)
    model = fit(chains, known, 16, 8, 4)

    for feature in {*DRAWN_CUT, *DRAWN_KINDS} - set(model.kinds):
        kind, weight = DRAWN_KINDS.get(feature, (None, 0.0))
        model.kinds[feature] = [weight if kind == k else 0.0 for k in KINDS]
        model.cut[feature] = DRAWN_CUT.get(feature, 0.0)
    model.cut['always'] += MORE_CUTS
    for feature, row in model.kinds.items():
        model.kinds[feature] = [round_weight(w) for w in row]
        model.cut[feature] = round_weight(model.cut[feature])
    model.follows = [[round_weight(w) for w in row] for row in model.follows]
    return model


# --- scoring, as tests/reasoning/test-chains.c does ---

def decide(model, last, scores):
    """Whether the first unit begins a step, of which kind, and by how much that is better."""
    ways = []
    for kind in range(N):
        begin = 0 if last is None else scores[0][1] + model.follows[last][kind]
        begins = last is None or last != kind or begin > 0
        ways.append((scores[0][0][kind] + (begin if begins else 0), begins, kind))
    for kinds, cut in scores[1:]:
        before = ways
        ways = []
        for kind in range(N):
            best = before[kind]
            for i, way in enumerate(before):
                value = way[0] + cut + model.follows[i][kind]
                if value > best[0]:
                    best = (value, *way[1:])
            ways.append((best[0] + kinds[kind], *best[1:]))
    best = max(ways, key=lambda way: way[0])
    lead = min((best[0] - way[0] for way in ways if way[1:] != best[1:]), default=math.inf)
    return best[1], best[2], lead


def judge(model, features):
    """What is between fences is code of its own, or of the task."""
    kinds, cut = model.score(features)
    if 'code' in features:
        kinds = [k + FENCED * (KINDS[i] in ('understand', 'draft-code'))
                 for i, k in enumerate(kinds)]
    return kinds, cut


def cut_chain(model, chain):
    scores = [judge(model, row - {'closing'}) for row in chain.features]
    newest = [judge(model, row - LATER) for row in chain.features]
    begins, kinds = [], []

    def decide_all(end, is_end):
        while len(kinds) < end:
            pending = scores[len(kinds):end]
            if not is_end:
                pending[-1] = newest[end - 1]
            begun, kind, lead = decide(model, kinds[-1] if kinds else None, pending)
            if not is_end and len(pending) <= LAG and lead <= MARGIN:
                break
            begins.append(begun)
            kinds.append(kind)

    for end in range(1, len(scores) + 1):
        decide_all(end, False)
    for i in range(len(kinds), len(scores)):
        scores[i] = judge(model, chain.features[i])
    decide_all(len(scores), True)
    return begins, kinds


def rate(model, chain):
    begins, kinds = cut_chain(model, chain)
    expected = [skip(chain.text, place) for place, _ in chain.marks[1:]]
    found = [skip(chain.text, start) for start, begun in zip(chain.starts[1:], begins[1:]) if begun]
    hits = len(set(expected) & set(found))
    f1 = 2 * hits / (len(expected) + len(found)) if expected or found else 1
    ends = chain.starts[1:] + [len(chain.text)]
    same = sum(end - start for start, end, a, b in
               zip(chain.starts, ends, kinds, chain.kinds) if a == b)
    return f1, same / len(chain.text)


def rate_all(model, chains):
    rates = [rate(model, chain) for chain in chains]
    return [sum(column) / len(rates) for column in zip(*rates)]


def rate_fold(job):
    chains, fold, folds = job
    model = make_model([c for i, c in enumerate(chains) if i % folds != fold])
    return [rate(model, c) for i, c in enumerate(chains) if i % folds == fold]


# --- the table ---

HEAD = '''/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by tests/tools/fit-steps.py from tests/reasoning/chains: do not change it by hand. */
#include "silu-step-model.h"

/* clang-format off */

'''


def write_model(model, path):
    rows = [f for f in model.kinds if model.cut[f] or any(model.kinds[f])]
    rows.sort(key=lambda f: ('^~'.find(f[0]), f))
    out = [HEAD, 'const SiluStepWeights silu_step_model[] = {\n',
           '  /* cut, then understand, plan, derive, compute, check, doubt, alternative, conclude, '
           'draft-code */\n']
    for feature in rows:
        weights = ', '.join('%3d' % w for w in model.kinds[feature])
        out.append('  { "%s", %d, { %s } },\n' % (feature, model.cut[feature], weights))
    out.append('};\n\nconst guint silu_step_model_length = G_N_ELEMENTS (silu_step_model);\n\n')
    out.append('const gint8 silu_step_model_follows[SILU_N_STEP_KINDS][SILU_N_STEP_KINDS] = {\n')
    for row in model.follows:
        out.append('  { %s },\n' % ', '.join('%3d' % w for w in row))
    out.append('};\n')
    pathlib.Path(path).write_text(''.join(out), encoding='utf-8')
    return len(rows), sum((w != 0) for f in rows for w in (model.cut[f], *model.kinds[f]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('program', metavar='PRINT_FEATURES')
    parser.add_argument('--folds', type=int, default=0)
    parser.add_argument('--write', metavar='FILE')
    options = parser.parse_args()

    chains = [read_chain(path, options.program) for path in sorted(CHAINS.glob('*.chain'))]
    if options.folds > 0:
        with multiprocessing.Pool() as pool:
            jobs = [(chains, fold, options.folds) for fold in range(options.folds)]
            rates = sum(pool.map(rate_fold, jobs, 1), [])
        print('unseen: boundary F1 %.3f, kind accuracy %.3f' % tuple(
            sum(column) / len(rates) for column in zip(*rates)), flush=True)
    if options.write:
        model = make_model(chains)
        print('seen: boundary F1 %.3f, kind accuracy %.3f' % tuple(rate_all(model, chains)))
        print('%d features, %d weights' % write_model(model, options.write))


if __name__ == '__main__':
    main()
