"""The long short-term memory, vanilla and in the eight variants of the Search Space Odyssey."""

from core.cell import Source

_REFERENCE = (
    "Greff, Srivastava, Koutnik, Steunebrink, Schmidhuber: LSTM: A Search Space Odyssey (2017)"
)

_VANILLA = {
    "zbar": "W_z @ x[t] + R_z @ y[t-1] + b_z",
    "ibar": "W_in @ x[t] + R_in @ y[t-1] + p_in * c[t-1] + b_in",
    "fbar": "W_for @ x[t] + R_for @ y[t-1] + p_for * c[t-1] + b_for",
    "z": "tanh(zbar[t])",
    "i": "sigmoid(ibar[t])",
    "f": "sigmoid(fbar[t])",
    "c": "z[t] * i[t] + c[t-1] * f[t]",
    "obar": "W_out @ x[t] + R_out @ y[t-1] + p_out * c[t] + b_out",
    "o": "sigmoid(obar[t])",
    "y": "o[t] * tanh(c[t])",
}


def _lstm(id: str, title: str, short: str, without: tuple[str, ...] = (), **changed: str) -> Source:
    """The vanilla LSTM without some of its variables, and with some right-hand sides changed."""
    lines = {name: right for name, right in _VANILLA.items() if name not in without} | changed
    return Source(
        id=id,
        title=title,
        reference=f"{_REFERENCE}, {short}",
        equations="\n".join(f"{name}[t] = {right}" for name, right in lines.items()),
    )


LSTM = _lstm(
    "lstm",
    "LSTM",
    "no peepholes (NP)",
    ibar="W_in @ x[t] + R_in @ y[t-1] + b_in",
    fbar="W_for @ x[t] + R_for @ y[t-1] + b_for",
    obar="W_out @ x[t] + R_out @ y[t-1] + b_out",
)
LSTM_PEEPHOLE = _lstm("lstm-peephole", "LSTM with peepholes", "vanilla")
LSTM_NIG = _lstm(
    "lstm-nig",
    "LSTM without input gate",
    "no input gate (NIG)",
    without=("ibar", "i"),
    c="z[t] + c[t-1] * f[t]",
)
LSTM_NFG = _lstm(
    "lstm-nfg",
    "LSTM without forget gate",
    "no forget gate (NFG)",
    without=("fbar", "f"),
    c="z[t] * i[t] + c[t-1]",
)
LSTM_NOG = _lstm(
    "lstm-nog",
    "LSTM without output gate",
    "no output gate (NOG)",
    without=("obar", "o"),
    y="tanh(c[t])",
)
LSTM_NIAF = _lstm(
    "lstm-niaf",
    "LSTM without input activation",
    "no input activation function (NIAF)",
    z="zbar[t]",
)
LSTM_NOAF = _lstm(
    "lstm-noaf",
    "LSTM without output activation",
    "no output activation function (NOAF)",
    y="o[t] * c[t]",
)
LSTM_CIFG = _lstm(
    "lstm-cifg",
    "LSTM with coupled gates",
    "coupled input and forget gate (CIFG)",
    without=("fbar",),
    f="1 - i[t]",
)
LSTM_FGR = _lstm(
    "lstm-fgr",
    "LSTM with full gate recurrence",
    "full gate recurrence (FGR)",
    ibar="W_in @ x[t] + R_in @ y[t-1] + R_in_in @ i[t-1] + R_for_in @ f[t-1]"
    " + R_out_in @ o[t-1] + p_in * c[t-1] + b_in",
    fbar="W_for @ x[t] + R_for @ y[t-1] + R_in_for @ i[t-1] + R_for_for @ f[t-1]"
    " + R_out_for @ o[t-1] + p_for * c[t-1] + b_for",
    obar="W_out @ x[t] + R_out @ y[t-1] + R_in_out @ i[t-1] + R_for_out @ f[t-1]"
    " + R_out_out @ o[t-1] + p_out * c[t] + b_out",
)

ALL = (
    LSTM,
    LSTM_PEEPHOLE,
    LSTM_NIG,
    LSTM_NFG,
    LSTM_NOG,
    LSTM_NIAF,
    LSTM_NOAF,
    LSTM_CIFG,
    LSTM_FGR,
)
