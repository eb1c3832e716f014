"""Names that NumPy has removed, and what takes their place."""

import re
from collections.abc import Mapping

# What takes the place of the names behind it: in each line an expression, then the names.
_TABLE = """
int: int int0
float: float
complex: complex
object: object object0
str: str str0 unicode
bytes: bytes0
np.uint: uint0
np.void: void0
np.bool_: bool8
np.float64: float_
np.complex64: singlecomplex
np.complex128: complex_ cfloat
np.longdouble: longfloat
np.clongdouble: longcomplex clongfloat
np.bytes_: string_
np.str_: unicode_
np.inf: Inf Infinity infty PINF
-np.inf: NINF
np.nan: NaN NAN
0.0: PZERO
-0.0: NZERO
a.item(): asscalar
a.ndim: rank
len(a): alen
a.T.copy(): fastCopyAndTranspose
np.asarray(a, dtype=float): asfarray cast
a.dtype.itemsize: nbytes
np.all: alltrue
np.any: sometrue
np.round: round_
np.prod: product
np.cumprod: cumproduct
np.isin: in1d
np.trapezoid: trapz
np.vstack: row_stack
np.sort: msort
np.asarray: mat
np.genfromtxt: recfromcsv recfromtxt mafromtxt ndfromtxt
np.errstate: geterrobj seterrobj
np.finfo: MachAr
np.result_type: find_common_type maximum_sctype
np.issubdtype: issubsctype issctype
np.dtype: obj2sctype sctype2char typeDict sctypeDict sctypes
np.set_printoptions: set_string_function
np.lib.array_utils.byte_bounds: byte_bounds
np.lib.npyio.DataSource: DataSource
np.lib.add_newdoc: add_newdoc
np.lib.add_docstring: add_docstring
np.lib.tracemalloc_domain: tracemalloc_domain
np.char.compare_chararrays: compare_chararrays
np.rec.format_parser: format_parser
issubclass: issubclass_
print: disp
help: lookfor
dir: who
ast.literal_eval: safe_eval
inspect.getsource: source
pickle.loads: loads
warnings.warn: deprecate deprecate_with_doc
"""

_NOTHING = ("add_newdoc_ufunc", "get_array_wrap", "set_numeric_ops")


def _read(table: str) -> dict[str, str]:
    found = dict.fromkeys(_NOTHING, "")
    for line in table.strip().splitlines():
        expression, names = line.split(": ")
        found |= dict.fromkeys(names.split(), expression)
    return found


REPLACEMENTS: Mapping[str, str] = _read(_TABLE)
"""What takes the place of each name: an expression, in which `a` is an array; "" if nothing."""


def removed_from_numpy(name: str) -> str:
    """Say what takes the place of a name that NumPy has removed."""
    expression = REPLACEMENTS[name]
    if not expression:
        return f"NumPy has removed np.{name}, and nothing takes its place."
    array = ", where a is the array" if re.search(r"\ba\b", expression) else ""
    return f"NumPy has removed np.{name}. Write {expression} in its place{array}."


def function_and_no_method(name: str) -> str:
    """Say that NumPy has a function of a name, and arrays have no method of it."""
    return f"An array has no .{name}; NumPy has a function of that name: np.{name}(a)."
