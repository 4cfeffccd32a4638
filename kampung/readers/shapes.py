"""The shapes of service files, told by their headings, and what each column of them is.

The columns of OpenSID's tables, as its migrations of release 2410 create them:

``permohonan_surat`` (requests made online): id, config_id, id_pemohon, id_surat, isian_form,
status, alasan, keterangan, no_hp_aktif, syarat, created_at, updated_at, no_antrian.

``log_surat`` (every letter that was written): id, config_id, id_format_surat, id_pend, id_pamong,
nama_pamong, nama_jabatan, id_user, tanggal, bulan, tahun, no_surat, nama_surat (a file name with
the NIK in it), lampiran, nik_non_warga, nama_non_warga, keterangan, lokasi_arsip, urls_id, status,
log_verifikasi, tte, verifikasi_operator, verifikasi_sekdes, verifikasi_kades, isi_surat,
kecamatan (whether the kecamatan signs too), deleted_at, pemohon, input.

Both speak of a service by a number that each installation gives anew, and of the village by
``config_id``; ``tweb_surat_format`` and ``config`` say what the numbers stand for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kampung.readers.tabular import normalise_header


class Shape(StrEnum):
    """A kind of file that `kampung.readers.services` reads."""

    PORTAL = "portal"
    AGGREGATE = "aggregate"
    OPENSID_REQUESTS = "opensid_permohonan_surat"
    OPENSID_LETTERS = "opensid_log_surat"
    OPENSID_FORMATS = "opensid_tweb_surat_format"
    OPENSID_CONFIG = "opensid_config"

    @property
    def is_about_persons(self) -> bool:
        """Each row is one person's request or letter."""
        return self in (Shape.OPENSID_REQUESTS, Shape.OPENSID_LETTERS)

    @property
    def is_companion(self) -> bool:
        """It holds no counts, but explains the numbers that another file uses."""
        return self in (Shape.OPENSID_FORMATS, Shape.OPENSID_CONFIG)


_VILLAGE: Mapping[str, Sequence[str]] = {
    "village_code": (
        "village_code",
        "kemendagri_kode_desa_kelurahan",
        "kode_desa_kelurahan",
        "kode_desa",
        "kode_kelurahan",
        "bps_kode_desa_kelurahan",
    ),
    "village_name": (
        "kemendagri_nama_desa_kelurahan",
        "nama_desa_kelurahan",
        "nama_desa",
        "nama_kelurahan",
        "bps_nama_desa_kelurahan",
        "bps_desa_kelurahan",
        "desa_kelurahan",
    ),
    "district_code": (
        "kemendagri_kode_kecamatan",
        "kode_kecamatan",
        "bps_kode_kecamatan",
    ),
    "district_name": (
        "kemendagri_nama_kecamatan",
        "nama_kecamatan",
        "bps_nama_kecamatan",
    ),
}
_OPENSID_SERVICE: Mapping[str, Sequence[str]] = {
    "service_name": ("url_surat", "jenis_surat", "nama_format_surat"),
    "service_number": ("kode_surat",),
}

# Shape -> role -> headings that play it, the first one present wins.
ROLES: Mapping[Shape, Mapping[str, Sequence[str]]] = {
    Shape.OPENSID_REQUESTS: {
        **_VILLAGE,
        **_OPENSID_SERVICE,
        "id": ("id",),
        "config_id": ("config_id",),
        "format_id": ("id_surat",),
        "status": ("status_id", "status"),
        "created_at": ("created_at",),
        "updated_at": ("updated_at",),
    },
    Shape.OPENSID_LETTERS: {
        **_VILLAGE,
        **_OPENSID_SERVICE,
        "id": ("id",),
        "config_id": ("config_id",),
        "format_id": ("id_format_surat",),
        "status": ("status",),
        "created_at": ("tanggal",),
        "deleted_at": ("deleted_at",),
        "verified_by_operator": ("verifikasi_operator",),
        "verified_by_secretary": ("verifikasi_sekdes",),
        "verified_by_head": ("verifikasi_kades",),
    },
    Shape.AGGREGATE: {
        **_VILLAGE,
        "service_name": ("service_code",),
        "period_start": ("period_start",),
        "period_end": ("period_end",),
        "requested": ("requested",),
        "completed": ("completed",),
        "rejected": ("rejected",),
        "median_hours": ("median_hours",),
        "p90_hours": ("p90_hours",),
    },
    Shape.PORTAL: {
        **_VILLAGE,
        "district_name": (*_VILLAGE["district_name"], "kecamatan"),
        "service_name": ("jenis_layanan", "nama_layanan", "jenis_surat", "layanan"),
        "period": ("periode", "tahun"),
        "month": ("bulan",),
        "count": ("jumlah",),
        "unit": ("satuan",),
    },
    Shape.OPENSID_FORMATS: {
        "id": ("id",),
        "service_name": ("url_surat",),
    },
    Shape.OPENSID_CONFIG: {
        "id": ("id",),
        "village_code": ("kode_desa",),
    },
}

# What makes a shape: of every group, at least one role. The first shape that fits is taken.
_VILLAGE_NAMED = ("village_code", "village_name")
_SERVICE_NAMED = ("service_name", "service_number", "format_id")
_MARKS: Mapping[Shape, Sequence[Sequence[str]]] = {
    Shape.OPENSID_REQUESTS: (("created_at",), ("status",), _SERVICE_NAMED),
    Shape.OPENSID_LETTERS: (("created_at",), _SERVICE_NAMED),
    Shape.AGGREGATE: (
        _VILLAGE_NAMED,
        ("service_name",),
        ("period_start",),
        ("period_end",),
        ("requested", "completed", "rejected"),
    ),
    Shape.PORTAL: (_VILLAGE_NAMED, ("service_name",), ("period",), ("count",), ("unit",)),
    Shape.OPENSID_FORMATS: (("id",), ("service_name",)),
    Shape.OPENSID_CONFIG: (("id",), ("village_code",)),
}

# Words of headings under which offices and their systems keep who a person is, and what was
# written about them. Nothing beneath them is ever read; a file that has one of the first kind is
# one about persons. Better a word too many: all that follows is that no cell is quoted at all.
_PERSON_WORDS = (
    # numbers and papers
    "nik|nikk|no_nik|ktp|ektp|e_ktp|no_ktp|kk|nokk|no_kk|nip|npwp|sim|paspor|passport|bpjs|kis|kia|"
    "akta|nisn|rekening|norek|"
    # in what part
    "pemohon|pelapor|penerima|pengaju|pemilik|pengurus|penduduk|pend|warga|individu|orang|peserta|"
    "pasien|siswa|mahasiswa|pekerja|karyawan|pegawai|pemberi|penjamin|penanggung|terlapor|korban|"
    "tersangka|saksi|kuasa|pengikut|pewaris|waris|wali|janda|duda|yatim|balita|bayi|jenazah|"
    "almarhum|almarhumah|alm|almh|mempelai|pengantin|suami|istri|isteri|anak|ayah|ibu|bapak|bpk|"
    "orang_tua|orangtua|ortu|keluarga|pasangan|lansia|disabilitas|wna|wni|pelanggan|pengguna|user|"
    "username|person|people|applicant|citizen|resident|recipient|witness|child|mother|father|"
    "husband|wife|spouse|guardian|patient|heir|head_of_household|"
    # how they are reached
    "hp|no_hp|nohp|telp|tlp|telepon|telpon|ponsel|handphone|phone|mobile|seluler|kontak|contact|wa|"
    "whatsapp|telegram|email|e_mail|surel|rt|rw|"
    # who they are
    "lahir|ttl|birth|dob|umur|usia|age|kelamin|gender|sex|jk|agama|religion|pekerjaan|occupation|"
    "pendidikan|kawin|perkawinan|suku|darah|goldar|kewarganegaraan|atas_nama|a_n|an|tanda_tangan|"
    "ttd|penandatangan|foto|photo|sidik_jari"
)
# What may follow "nama" without making it the name of a person.
_NO_PERSONS = (
    "desa|kelurahan|kel|kecamatan|kec|distrik|kabupaten|kab|kota|provinsi|prov|wilayah|dusun|"
    "lingkungan|layanan|pelayanan|jenis|surat|format|berkas|dokumen|file|instansi|dinas|opd|unit|"
    "kantor|bulan|satuan|program|kegiatan|kolom"
)
_FREE_TEXT_WORDS = (
    "isian|isi|input|keterangan|alasan|syarat|catatan|lampiran|alamat|address|note|notes|remark|"
    "remarks|uraian|deskripsi|description|keperluan|perihal|hal|tujuan|maksud|komentar|pesan|"
    "nama_surat|nama_pamong|pamong|log_verifikasi|lokasi_arsip|nama_file"
)
_IDENTITY = re.compile(
    rf"(?:^|_)(?:{_PERSON_WORDS})(?=_|$)"
    rf"|(?:^|_)(?:nama|name)(?!_(?:{_NO_PERSONS})(?:_|$))(?=_|$)"
)
_FREE_TEXT = re.compile(rf"(?:^|_)(?:{_FREE_TEXT_WORDS})(?=_|$)")
# Further words that a heading may have and still be repeated in a report.
_KNOWN_WORD = re.compile(
    rf"{_PERSON_WORDS}|{_FREE_TEXT_WORDS}|{_NO_PERSONS}|nama|name|lengkap|panggilan|no|nomor|number|"
    "id|kode|jumlah|tanggal|tgl|tempat|status|kepala|ahli|atas|tua|tangan|tanda|jenis|kandung|non|"
    "aktif|form|log|verifikasi|lokasi|arsip"
)


@dataclass(frozen=True, slots=True)
class Headings:
    """What the header of a file says.

    Attributes
    ----------
    shape : Shape
    positions : mapping of str to int
        Role -> position of its column.
    names : mapping of str to str
        Role -> heading, in our own spelling, for reports.
    has_identities : bool
        Some column, which is not read, says who a person is.
    dropped : tuple of str
        Headings of persons and free text, whose columns are not read, by their known words.
    """

    shape: Shape
    positions: Mapping[str, int]
    names: Mapping[str, str]
    has_identities: bool
    dropped: tuple[str, ...]

    @property
    def is_about_persons(self) -> bool:
        """The file tells of persons, so that no cell of it may be quoted."""
        return self.shape.is_about_persons or self.has_identities


def recognise(header: Sequence[str]) -> Headings | None:
    """Tell the shape of a file by its header; None if it has none of the known ones."""
    present: dict[str, int] = {}
    for position, cell in enumerate(header):
        present.setdefault(normalise_header(cell), position)
    for shape, marks in _MARKS.items():
        names = {
            role: heading
            for role, headings in ROLES[shape].items()
            if (heading := next((name for name in headings if name in present), None))
        }
        if all(any(role in names for role in group) for group in marks):
            positions = {role: present[name] for role, name in names.items()}
            others = set(present) - set(names.values()) - {""}
            identities = {name for name in others if _IDENTITY.search(name)}
            personal = identities | {name for name in others if _FREE_TEXT.search(name)}
            # A heading was written by somebody too: only its known words are repeated.
            told = {_known_words(name) for name in personal}
            return Headings(
                shape=shape,
                positions=positions,
                names=names,
                has_identities=bool(identities),
                dropped=tuple(sorted(told)),
            )
    return None


def _known_words(heading: str) -> str:
    known = (word for word in heading.split("_") if _KNOWN_WORD.fullmatch(word))
    return "_".join(dict.fromkeys(known)) or "…"


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is the header of a known shape."""
    return recognise(cells) is not None
