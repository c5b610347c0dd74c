"""Captions by their form: a mark of the photographer, a scene named and nothing told of it."""

from __future__ import annotations

import re

from tinhgon.cleaning.lines import Line

LONGEST = 90  # words of a line that a picture's mark at its end makes a caption

_KIND = (
    r"(?:hình ảnh|ảnh|hình|clip|video|đồ họa|nguồn ảnh|biểu đồ|sơ đồ|bản đồ|photo|minh họa|thiết kế|"
    r"infographic)"
)
_opens = re.compile(rf"^[(\[]?\s*{_KIND}(?:\s+(?:minh họa|tư liệu|chụp|trên|dưới|\d+))?\s*[:.]\s*\S")
_closes = re.compile(
    r"(?:[-–—.,;(\[*|]|\s{2,}|[\"”’)])\s*(?:nguồn )?(?:ảnh|đồ họa|clip|video)"
    r"(?:\s*(?:[:/.]\s*|\s)\s*(?:[^.;:!?]|\.(?=\S)){1,40}|\s+(?:minh họa|tư liệu|chụp).{0,40})?[)\]]?[\s.]*$"
)
_credit = re.compile(
    r"\((?:nguồn|theo|ảnh|photo|hình)\s*:?\s+[^()]{2,40}\)[\s.]*$"
    r"|\([^()]{2,30}/(?:ttxvn|vietnam\+|vgp|vov)\)[\s.]*$"
)

_scene = re.compile(
    r"^(?:quang cảnh|toàn cảnh|khung cảnh|hình ảnh|một góc|một phần) .{3,160}$"
    r"|^(?:quang|toàn) cảnh\.?$"
)
_EVENT = (
    r"(?:hội nghị|hội thảo|buổi|cuộc|kỳ họp|phiên|đại hội|lễ|diễn đàn|tọa đàm|trụ sở|nhà|xã|phường|thị trấn|"
    r"huyện|tỉnh|thành phố|trung tâm|bộ phận|điểm|khu|trường|chương trình|đoàn)"
)
_WHO = (
    r"(?:các )?(?:đồng chí|đ/c|ông|bà|đại biểu|lãnh đạo|đoàn|thường trực|ban|cán bộ|công chức|người dân|"
    r"nhân dân|cử tri|nhân viên|(?:phó )?bí thư|(?:phó )?chủ tịch|giám đốc|bộ trưởng|(?:phó )?thủ tướng|"
    r"tổng bí thư|"
    r"(?:phó )?trưởng (?:đoàn|phòng|ban|thôn|khu|bản)|đại diện|toàn thể|tập thể)"
)
_DOES = (
    r"(?:phát biểu(?: (?:chỉ đạo|kết luận|khai mạc|bế mạc|chào mừng|ý kiến|tham luận|thảo luận|"
    r"giao nhiệm vụ))"
    r"*|kết luận|chủ trì|đồng chủ trì|điều hành|trình bày|trao|tặng|thăm|kiểm tra|báo cáo|chụp ảnh|"
    r"biểu quyết|"
    r"bỏ phiếu|tham dự|dự|thảo luận|giải quyết|hướng dẫn|làm thủ tục|đến làm|trao đổi|ký|công bố|làm việc|"
    r"nộp hồ sơ|"
    r"tham quan|tiếp nhận|chúc mừng|nêu ý kiến|đóng góp ý kiến)"
)
_REST = r"[^.;:“”\"]"  # of one clause, without speech
_speaker = re.compile(
    rf"^{_WHO} .{{2,200}}?(?<!\w){_DOES} (?:{_REST}{{0,80}} )?(?:tại|với|ở|trong|cho) {_REST}{{0,90}}{_EVENT}"
    r"[^.;:“”\",]{0,80}\.?$"
)
_MEETING = r"(?:hội nghị|hội thảo|buổi|cuộc|kỳ họp|phiên|đại hội|lễ|diễn đàn|tọa đàm)"
_attended = re.compile(rf"^{_REST}{{8,160}} (?:tại|trong|dự) {_MEETING}[^.;:“”\",]{{0,80}}$")
_act = re.compile(rf"^{_WHO} {_REST}{{2,120}}?(?<!\w){_DOES}(?!\w){_REST}{{3,120}}(?<![.!?…])$")
_BUILDING = (
    r"(?:trụ sở|trung tâm|trạm y tế|trường|nhà văn hóa|nhà làm việc|tòa nhà|bệnh viện|bộ phận một cửa|chợ|"
    r"cầu|"
    r"đường|khu dân cư|bến|quảng trường|điểm trường|văn phòng|cổng)"
)
_AREA = r"(?:ở|tại|xã|phường|thị trấn|thị xã|huyện|quận|thành phố|tp\.?|tỉnh|thôn|bản)"
_building = re.compile(rf"^{_BUILDING} [^.;:,“”\"]{{0,80}}{_AREA} [^.;:,“”\"]{{2,60}}\.?$")
_tells = re.compile(
    r"(?<!\w)(?:cho biết|cho rằng|"
    r"cho hay|khẳng định|nhấn mạnh|yêu cầu|đề nghị|đã|sẽ|đang|được|(?<!chuẩn )bị|phải|cần|"
    r"nhằm|theo đó|tuy nhiên|ngoài ra|bên cạnh|cùng với|qua đó|từ đó|nên|nhưng|vì|do đó|sáng|chiều|"
    r"ngày \d)(?!\w)"
)


def marked(line: Line) -> str:
    """The id of the rule where the line carries a picture's mark (`Ảnh: …`, `(ảnh: …)`), or "".

    >>> [marked(Line(1, text)) for text in ("Cầu Pá Uôn (ảnh: Lò An)", "Cầu Pá Uôn dài 900 m.")]
    ['caption.mark', '']
    """
    if line.words > LONGEST:
        return ""
    folded = line.folded
    if _opens.match(folded) or _credit.search(folded):
        return "caption.mark"
    if "ảnh" in folded or "đồ họa" in folded or "clip" in folded or "video" in folded:
        found = _closes.search(folded)
        if found and found.start() > 0:
            return "caption.mark"
    return ""


def scene(line: Line) -> str:
    """The id of the form where the line names a scene or a speaker and tells nothing of it, or "".

    >>> [scene(Line(1, text)) for text in ("Quang cảnh hội nghị", "Quang cảnh hội nghị đã đổi khác")]
    ['caption.scene', '']
    """
    folded = line.folded
    if line.words > 45 or _tells.search(folded):
        return ""
    for name, form, longest in SCENES:
        if line.words <= longest and form.match(folded):
            return name
    return ""


SCENES = (
    ("caption.scene", _scene, 30),
    ("caption.speaker", _speaker, 45),
    ("caption.speaker", _attended, 30),
    ("caption.act", _act, 30),
    ("caption.building", _building, 16),
)
