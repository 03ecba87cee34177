/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs inside the helper: MathJax 3 on its own small DOM. Formulas were written by a model, so
 * whatever loads packages, reaches attributes or makes links is left out, and each formula starts
 * from nothing: a \def must not change the next one. */
import { mathjax } from 'mathjax-full/js/mathjax.js';
import { TeX } from 'mathjax-full/js/input/tex.js';
import TexError from 'mathjax-full/js/input/tex/TexError.js';
import BaseMethods from 'mathjax-full/js/input/tex/base/BaseMethods.js';
import { CommandMap } from 'mathjax-full/js/input/tex/SymbolMap.js';
import { Configuration } from 'mathjax-full/js/input/tex/Configuration.js';
import { SVG } from 'mathjax-full/js/output/svg.js';
import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html.js';
import { SerializedMmlVisitor } from 'mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js';
import 'mathjax-full/js/input/tex/base/BaseConfiguration.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import 'mathjax-full/js/input/tex/braket/BraketConfiguration.js';
import 'mathjax-full/js/input/tex/cancel/CancelConfiguration.js';
import 'mathjax-full/js/input/tex/centernot/CenternotConfiguration.js';
import 'mathjax-full/js/input/tex/color/ColorConfiguration.js';
import 'mathjax-full/js/input/tex/gensymb/GensymbConfiguration.js';
import 'mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js';
import 'mathjax-full/js/input/tex/mhchem/MhchemConfiguration.js';
import 'mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js';
import 'mathjax-full/js/input/tex/textmacros/TextMacrosConfiguration.js';
import 'mathjax-full/js/input/tex/upgreek/UpgreekConfiguration.js';

/* An ex of the text around, in em; and the pixels of an ex in which MathJax is told to reckon. */
const EX = 0.5;
const PIXELS = 8;

/* Slanted letters reach over the edges of their boxes; in ex. */
const MARGIN = 0.14;

/* The em of a formula is larger than that of the text, so that both have the same height of x. */
const UNITS = 442;

/* MathJax's own macros use it, so it must stay; but it can set any attribute, links among them. */
const token = (parser, name) => {
  const start = parser.i;

  parser.GetArgument(name);
  if (/href|style|class|id\s*=/i.test(parser.GetBrackets(name, '')))
    throw new TexError('Refused', '%1 may not set this here', name);
  parser.i = start;
  BaseMethods.MmlToken(parser, name);
};

/* \bm is what most people write for bold symbols. */
new CommandMap('silu', { mmlToken: 'token', bm: ['Macro', '\\boldsymbol{#1}', 1] },
  { token, Macro: BaseMethods.Macro });
Configuration.create('silu', { handler: { macro: ['silu'] }, priority: 1 });

const options = {
  packages: ['silu', 'base', 'ams', 'boldsymbol', 'braket', 'cancel', 'centernot', 'color',
    'gensymb', 'mathtools', 'mhchem', 'newcommand', 'textmacros', 'upgreek'],
  maxMacros: 1000,
  maxBuffer: 128 * 1024,
  formatError: (jax, error) => {
    throw error;
  },
};

/* CJK characters are drawn by the system, as large as the text around: narrower than MathJax's em. */
const adaptor = liteAdaptor({ cjkCharWidth: UNITS / (1000 * EX) });
RegisterHTMLHandler(adaptor);
const output = new SVG({ fontCache: 'local', internalSpeechTitles: false,
  mtextInheritFont: false, unknownFamily: 'sans-serif' });
const visitor = new SerializedMmlVisitor();

const inEx = (string) => Number.parseFloat(string || '0') || 0;

const escapes = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

/* MathJax writes the values of attributes as they are, and those of colours come from the formula.
 * What is there for browsers only is dropped. */
const tidy = (node) => {
  if (adaptor.kind(node).startsWith('#'))
    return;

  for (const { name, value } of adaptor.allAttributes(node)) {
    if (/^(data-.*|role|focusable)$/.test(name))
      adaptor.removeAttribute(node, name);
    else
      adaptor.setAttribute(node, name, String(value).replace(/[&<"]/g, (x) => escapes[x]));
  }
  adaptor.childNodes(node).forEach(tidy);
};

/* A formula with a tag is as wide as the page and has no view box. It gets its least width, and a
 * frame of its own: what is inside takes its scale from the height of that. */
const frame = (svg) => {
  const width = inEx(adaptor.getStyle(svg, 'min-width')) * PIXELS;
  const height = inEx(adaptor.getAttribute(svg, 'height')) * PIXELS;

  adaptor.setAttribute(svg, 'viewBox', `0 0 ${width} ${height}`);
  adaptor.setAttribute(svg, 'width', width);
  adaptor.setAttribute(svg, 'height', height);
  adaptor.removeAttribute(svg, 'style');

  return {
    drawing: adaptor.node('svg', { xmlns: adaptor.getAttribute(svg, 'xmlns') }, [svg]),
    box: [0, 0, width, height],
    unit: PIXELS,
  };
};

const plain = (svg) => {
  const box = adaptor.getAttribute(svg, 'viewBox').split(' ').map(Number);

  for (const name of ['style', 'width', 'height'])
    adaptor.removeAttribute(svg, name);

  return { drawing: svg, box, unit: UNITS };
};

/* The drawing with its margin, and its measures in em. */
const finish = (svg) => {
  const depth = -inEx(adaptor.getStyle(svg, 'vertical-align'));
  const { drawing, box, unit } = adaptor.hasAttribute(svg, 'viewBox') ? plain(svg) : frame(svg);
  const margin = MARGIN * unit;
  const [x, y, width, height] =
    [box[0] - margin, box[1] - margin, box[2] + 2 * margin, box[3] + 2 * margin];

  adaptor.setAttribute(drawing, 'viewBox',
    [x, y, width, height].map((number) => number.toFixed(2)).join(' '));

  tidy(drawing);

  return {
    svg: adaptor.serializeXML(drawing),
    width: (width / unit) * EX,
    height: (height / unit) * EX,
    depth: (depth + MARGIN) * EX,
  };
};

/* Throws an Error with a message about the formula. */
export const typeset = (tex, display) => {
  const input = new TeX(options);
  const page = mathjax.document('', { InputJax: input, OutputJax: output });
  /* These may not be in XML. */
  const clean = tex.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, ' ');
  const item = new page.options.MathItem(clean, input, display);

  item.start.node = adaptor.body(page.document);
  item.setMetrics(PIXELS / EX, PIXELS, 80 * PIXELS, 1000000, 1);
  item.compile(page);
  item.typeset(page);

  return { mathml: visitor.visitTree(item.root), ...finish(adaptor.firstChild(item.typesetRoot)) };
};
