"""What a file is by its name and by its first bytes; where the two differ it is not read."""

from __future__ import annotations

from dashboard.domain.intake.unreadable import Unreadable

WORKBOOKS = {"xlsx": "XLSX", "xlsm": "XLSX", "xls": "XLS", "ods": "ODS"}
_PACKED, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NEVER = {
    b"%PDF": "这是 PDF，不是表格。请上传原始的 Excel 或 CSV 表。",
    b"Rar!": "这是压缩文件，不是表格。请解压后上传里面的表。",
    b"7z\xbc\xaf": "这是压缩文件，不是表格。请解压后上传里面的表。",
    b"\x89PNG": "这是图片，不是表格。请上传原始的 Excel 或 CSV 表。",
    b"\xff\xd8\xff": "这是图片，不是表格。请上传原始的 Excel 或 CSV 表。",
}


def workbook_kind(data: bytes, file_name: str) -> str | None:
    """XLSX, XLS or ODS for a workbook, None for text; Unreadable for anything else."""
    for magic, message in _NEVER.items():
        if data.startswith(magic):
            raise Unreadable("not_a_table", message)
    ending = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    kind = WORKBOOKS.get(ending)
    packed = data.startswith((_PACKED, _OLD[:4]))
    if kind and data.strip() and not packed:
        message = (
            f"名字以 .{ending} 结尾，内容却不是工作簿。请用 WPS 打开后另存为 .xlsx；"
            "本是文本表的，请把名字改成 .csv。"
        )
        raise Unreadable("not_a_table", message)
    if packed and not kind:
        message = (
            "内容是 Excel、Word 或压缩文件，名字却像文本表。"
            "是工作簿的，请把名字改回 .xlsx 或 .xls；否则请上传原始的表。"
        )
        raise Unreadable("not_a_table", message)
    return kind if data.strip() else None
