"""Jinja's sandbox, and the code that templates become in it. The only file that imports jinja2.

An archive may have come from elsewhere, and so may its templates: they run in Jinja's immutable
sandbox, see `page` and `site` and nothing else, and know of each other by name, and of no file.

A template is compiled in one of two ways. The plain way is Jinja's own: every name that is read and
every value that is written goes through the sandbox while a page is made. The quick way leaves out
what the sandbox is sure to answer with yes, which is known when the template is compiled. It gives
the same text or it fails, and what fails is made again in the plain way, which alone decides.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from keyword import iskeyword
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType, NoneType, TracebackType
from typing import Any

import markupsafe
from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from muniment.compiled import CodePlace
from muniment.render.remembering import remembering
from muniment.render.steady import LAZY_FILTERS, UNSTEADY_FILTERS, UNSTEADY_GLOBALS, at_once, mapping
from muniment.render.template_texts import Texts
from muniment.render.unseen import named

__all__ = ["FAULTS", "Sandbox", "TemplateSyntaxError", "escaped", "rendered", "sandbox_of"]

Sandbox = ImmutableSandboxedEnvironment

FAULTS = (
    TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AssertionError, AttributeError, MemoryError,
    RecursionError, SyntaxError,
)  # fmt: skip
WRITABLE = (str, int, float, NoneType, Undefined)

# The names of fields that Python may read as they stand. In ASCII, since Python itself reads "\uff3f" as "_".
PUBLIC = re.compile(r"[a-z][a-z0-9_]*")
FORMATTING = ("format", "format_map")  # of text: they read names in their own way
# One of each kind of value that has public names which the sandbox refuses.
GUARDED: tuple[object, ...] = ([], {}, set(), type)
# What runs, and how it runs: the sandbox refuses some of their names, or all.
RUNNING = (AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType, TracebackType)
NAMES_OF_RUNNING = frozenset(name for kind in RUNNING for name in dir(kind))
OF_DEQUES = ("appendleft", "extendleft", "popleft", "rotate")  # the sandbox takes them for any sequence
NEVER_OPEN = NAMES_OF_RUNNING.union(FORMATTING, OF_DEQUES)

ASKED = Sandbox()

# Words as HTML, without the wrapping of markupsafe.escape, which costs ten times as much.
escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda words: str(markupsafe.escape(words)))


def sandbox_of(texts: Texts, is_quick: bool, code: CodePlace | None = None) -> Sandbox:
    """The sandbox of these templates. One is compiled once where `code` keeps what it becomes."""
    environment: Any = Sandbox(
        loader=FunctionLoader(lambda name: _load(texts, name)),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=shown,
    )
    for name in UNSTEADY_GLOBALS:
        del environment.globals[name]
    for name in UNSTEADY_FILTERS:
        del environment.filters[name]
    for name in LAZY_FILTERS:
        environment.filters[name] = at_once(environment.filters[name])
    environment.globals["dict"] = mapping
    environment.code_generator_class = QuickCode if is_quick else PlainCode
    if is_quick:
        environment.get_template = cache(environment.get_template)  # none is read twice
    if code:
        environment.bytecode_cache = CodeCache(code)
    environment.extend(modules={})  # what imported templates export, by name
    sandbox: Sandbox = environment
    return sandbox


class CodeCache:
    """What Jinja asks of a cache of code (jinja2.BytecodeCache), answered by `compiled.py`."""

    def __init__(self, place: CodePlace):
        self._place = place

    def get_bucket(self, environment: Any, name: str, filename: str | None, source: str) -> Bucket:
        """What holds a template's code, or nothing yet. Jinja sees whether it is of this Python."""
        version = self._place.version_of(source)
        bucket = Bucket(environment, name, version)
        if code := self._place.read(name, version):
            bucket.bytecode_from_string(code)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._place.keep(bucket.key, bucket.checksum, bucket.bytecode_to_string())


def shown(value: Any) -> Any:
    """What a template writes out, with every unseen character by its name. HTML is left as it is.
    Anything else may give its place in memory, which is never the same twice."""
    if not isinstance(value, WRITABLE):
        raise TypeError(f"words and numbers can be written out, and this is a {type(value).__name__}")
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return named(value)
    return value


def written(value: Any) -> str:
    """The HTML of what quick code writes out: that of `shown`, escaped. For most words that code does it itself."""
    if type(value) is str:
        return escaped(shown(value))
    return value if type(value) is Markup else str(markupsafe.escape(shown(value)))


def html_of(context: Context, function: Any) -> Callable[..., str]:
    """What quick code calls, with arguments by position, for the HTML of a call. A macro's needs no wrapping."""
    if type(function) is Macro and context.eval_ctx.autoescape and hasattr(function, "_html"):
        html: Callable[..., str] = function._html
        return html
    return partial(written_call, context, function)


def written_call(context: Context, function: Any, *arguments: Any, **named: Any) -> str:
    """The HTML of what a call gives, in the sandbox's own way."""
    sandbox: Any = context.environment
    return written(sandbox.call(context, function, *arguments, **named))


def rendered(sandbox: Sandbox, name: str, page: Any, site: Any) -> str:
    """The template with `page` and `site`. Raises FAULTS."""
    template = sandbox.get_template(name)
    variables = {**sandbox.globals, "page": page, "site": site}
    context = sandbox.context_class(sandbox, variables, template.name, template.blocks)
    return "".join(template.root_render_func(context))


def module_of(sandbox: Any, name: Any) -> Any:
    """What a template exports that is imported without the page at hand: made once."""
    module = sandbox.modules.get(name)
    if module is None:
        module = sandbox.modules[name] = sandbox.get_template(name)._get_default_module()
    return module


def kept(context: Context, macro: Any) -> Any:
    """A macro, as quick code has it: with what gives its HTML. That is remembered where the template asks for
    it, `{% set remembered = ("name", "of", "macros") %}`, and cannot see the page at hand: it then hangs on
    nothing but what the macro is given."""
    if not (macro.caller or macro.catch_kwargs or macro.catch_varargs):
        macro._func.__defaults__ = (missing,) * len(macro.arguments)
        if macro.name in context.vars.get("remembered", ()) and "page" not in context.parent:
            macro._func = remembering(macro._func)
        macro._html = macro._func
    return macro


def constant(code: CodeGenerator, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
    """What is written out for a value that is known when a template is compiled. Jinja escapes one before
    `shown` sees it, and escaped anything is words."""
    if not isinstance(node, nodes.TemplateData):
        node = nodes.Const(shown(node.as_const(frame.eval_ctx)))
    return CodeGenerator._output_child_to_const(code, node, frame, finalize)


class PlainCode(CodeGenerator):
    """Jinja's compiler, but for constants."""

    _output_child_to_const = constant


class QuickCode(CodeGenerator):
    """Jinja's compiler, but for what templates do at every step: read a field, write a value, call a
    macro, import one; and for what a template gives, which is one piece and not many."""

    _output_child_to_const = constant
    written: nodes.Node | None = None  # a call that is written out
    asked: nodes.Node | None = None  # a field that may be missing

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The module of a template."""
        self.writeline(f"from {__name__} import escaped, html_of, kept, module_of, written, written_call")
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Any, frame: Frame) -> None:
        """Statements; those of a template and a block are gathered, or each piece would pass through all around."""
        is_outermost = (frame.rootlevel or frame.block_frame) and not frame.buffer
        if is_outermost:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if is_outermost:
            self.writeline(f"yield concat({frame.buffer})")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
        else:
            self.write("module_of(environment, ")
            self.visit(node.template, frame)
            self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro, or what a call block hands to one."""
        if isinstance(macro_ref.node, nodes.CallBlock):
            return super().macro_def(macro_ref, frame)
        self.write("kept(context, ")
        super().macro_def(macro_ref, frame)
        return self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """A field, read as Python reads it where the sandbox would give the same. What is missing has none."""
        if node is self.asked or not is_always_open(node.attr):
            super().visit_Getattr(node, frame)
        elif isinstance(node.node, nodes.Name):
            self.write(f"{frame.symbols.ref(node.node.name)}.{node.attr}")
        else:
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """A test; `is defined` asks of a field whether it is there."""
        if node.name in ("defined", "undefined"):
            self.asked = node.node
        super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """A filter; `default` takes a field that may be missing."""
        if node.name in ("default", "d"):
            self.asked = node.node
        super().visit_Filter(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call; one that is written out gives HTML."""
        if node is not self.written:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif node.kwargs:
            self.write("written_call(context, ")
            self.visit(node.node, frame)
            self.signature(node, frame)
            self.write(")")
        else:
            self.write("html_of(context, ")
            self.visit(node.node, frame)
            self.write(")(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Call) and not (node.dyn_args or node.dyn_kwargs):
            self.written = node
            self.write("(")
        else:
            self.write("(escaped(value) if type(value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        elif node is self.written:
            self.write(")")
        else:
            self.write(") is str and value.isprintable() else written(value))")


@lru_cache(maxsize=1024)
def is_always_open(name: str) -> bool:
    """Whether the sandbox gives a field of this name, of whatever value it is one."""
    if not PUBLIC.fullmatch(name) or iskeyword(name) or name in NEVER_OPEN:
        return False
    return all(ASKED.is_safe_attribute(value, name, None) for value in GUARDED)


def _load(texts: Texts, name: str) -> tuple[str, str, None] | None:
    """The template's text, and the name that errors give."""
    return (texts[name].decode("utf-8"), f"templates/{name}", None) if name in texts else None
