"""What the readers of tables remark on (表格读取用语)."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.remarks import RemarkText

__all__ = ["GRID_TEXTS"]

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

GRID_TEXTS: Final[dict[str, RemarkText]] = {
    "SUBMISSION-SCAN": RemarkText(
        _E,
        "the PDF holds pictures of pages and no text: a scan. Ask the compiler for the "
        "tables as xlsx, csv or docx",
        "PDF 只有页面图像，没有文字，是扫描件。请编制单位提供 xlsx、csv 或 docx "
        "格式的表格",
        "a text PDF, xlsx, csv or docx",
    ),
    "SUBMISSION-PDF-CUT": RemarkText(
        _E,
        "reading took too long and stopped: {ids} were not read. Ask for the tables as "
        "xlsx or csv, or raise the limit  seconds",
        "读取超时而停止：{ids}未读。请提供 xlsx 或 csv 格式的表格，或调高时限 seconds",
        "a PDF that is read within the limit",
    ),
    "SUBMISSION-GARBLED": RemarkText(
        _E,
        "the fonts of {n} pages do not say which characters they draw, so their text "
        "is not readable: {ids}. Ask for the tables as xlsx, csv or docx",
        "{n} 页的字体未注明所绘的字，文字无法读出：{ids}。请提供 xlsx、csv 或 docx "
        "格式的表格",
        "fonts with a map to characters",
    ),
    "SUBMISSION-NO-TABLE": RemarkText(
        _E,
        "no table was found in the file. Hand in the tables of windows as xlsx, csv, "
        "docx or text PDF",
        "文件中没有表格。请提供 xlsx、csv、docx 或可复制文字的 PDF 格式的"
        "窗户日照分析表",
        "at least one table",
    ),
    "SUBMISSION-PAGES-WITHOUT-TEXT": RemarkText(
        _W,
        "{n} pages hold pictures and no text and were not read: {ids}. If tables stand "
        "there, ask for them as xlsx, csv or docx",
        "{n} 页只有图像而无文字，未读：{ids}。其中若有表格，请提供 xlsx、csv "
        "或 docx 格式",
        "pages with text",
    ),
    "SUBMISSION-TRACKED-CHANGES": RemarkText(
        _W,
        "the document holds {n} tracked changes that nobody has accepted: what is "
        "struck out was not read, what is inserted was ({ids}). Ask for a final copy",
        "文档有 {n} 处未接受的修订：删除的文字未读，插入的文字已读（{ids}）。"
        "请提供定稿",
        "no tracked changes",
    ),
    "SUBMISSION-HIDDEN": RemarkText(
        _W,
        "hidden sheets, rows or columns were read like all others: {ids}",
        "隐藏的工作表、行或列已照常读取：{ids}",
        "nothing hidden",
    ),
    "SUBMISSION-HIDDEN-TEXT": RemarkText(
        _W,
        "{n} texts are marked as hidden, print on no page, and were not read: {ids}",
        "{n} 处文字设为隐藏、不会打印，未读：{ids}",
        "no hidden text",
    ),
    "SUBMISSION-FORMULA-UNREAD": RemarkText(
        _W,
        "{n} cells hold formulas without a saved result; formulas are never computed, "
        "so these cells are empty: {ids}. Open the file in a spreadsheet program and "
        "save it again",
        "{n} 个单元格是公式而未存结果；本程序不计算公式，按空白处理：{ids}。"
        "请用表格软件打开并重新保存",
        "results saved with the formulas",
    ),
    "SUBMISSION-ERROR-CELL": RemarkText(
        _W,
        "{n} cells show an error of the spreadsheet, such as {found}: {ids}",
        "{n} 个单元格显示表格错误（如 {found}）：{ids}",
        "values",
    ),
    "SUBMISSION-CELL-CUT": RemarkText(
        _W,
        "{n} cells hold more than 10,000 characters and were cut there: {ids}",
        "{n} 个单元格超过 10000 字，已截断：{ids}",
        "at most 10,000 characters",
    ),
    "SUBMISSION-ALIGNED-TEXT": RemarkText(
        _W,
        "{n} tables have no ruling lines; their columns were told by the gaps between "
        "the texts: {ids}. Compare a few rows with the page",
        "{n} 个表没有表格线，按文字间距分列：{ids}。请抽几行与原页核对",
        "tables with ruling lines",
    ),
    "SUBMISSION-SUFFIX": RemarkText(
        _N,
        "the name does not fit the content: {found}; it was read by its content",
        "文件扩展名与内容不符：{found}；已按内容读取",
    ),
    "SUBMISSION-FORMULA": RemarkText(
        _N,
        "{n} cells hold formulas; the results saved with the file were read, nothing "
        "was computed: {ids}",
        "{n} 个单元格是公式，读取的是文件中保存的结果，未重新计算：{ids}",
    ),
    "SUBMISSION-MACROS": RemarkText(
        _N,
        "the file holds macros; they were not run",
        "文件含宏，未运行",
    ),
    "SUBMISSION-EXTERNAL-LINK": RemarkText(
        _N,
        "the file refers to {n} other files or addresses; none was opened: {ids}",
        "文件引用了 {n} 个外部文件或网址，均未打开：{ids}",
    ),
    "SUBMISSION-CONTROL-CHARACTERS": RemarkText(
        _N,
        "{n} cells held invisible control characters, which were taken out: {ids}",
        "{n} 个单元格含不可见的控制字符，已去除：{ids}",
    ),
}
"""Worst first."""
