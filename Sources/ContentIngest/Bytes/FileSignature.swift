/// Formats that are known by their first bytes, so that a message names what was given.
///
/// The bytes are those that `file` and the formats' own specifications give.
package enum FileSignature: CaseIterable, Sendable {
    case gzip, zip, parquet, sqlite, zstd, xz, bzip2, sevenZip, tar, arrow, avro, excelBinary
    case pdf, png, jpeg, gif, webp, xmlOrHTML

    /// How much of a file's beginning decides.
    static let bytesNeeded = 512

    /// `nil` when `head`, the beginning of a file, is none of them.
    package init?(_ head: [UInt8]) {
        for format in Self.allCases where format.mark.matches(head) {
            self = format
            return
        }
        return nil
    }

    private struct Mark {
        let bytes: [UInt8]
        var offset = 0

        func matches(_ head: [UInt8]) -> Bool {
            head.count >= offset + bytes.count && head[offset...].starts(with: bytes)
        }
    }

    private var mark: Mark {
        switch self {
        case .gzip: Mark(bytes: [0x1F, 0x8B])
        case .zip: Mark(bytes: Array("PK".utf8) + [3, 4])
        case .parquet: Mark(bytes: Array("PAR1".utf8))
        case .sqlite: Mark(bytes: Array("SQLite format 3".utf8) + [0])
        case .zstd: Mark(bytes: [0x28, 0xB5, 0x2F, 0xFD])
        case .xz: Mark(bytes: [0xFD] + Array("7zXZ".utf8) + [0])
        case .bzip2: Mark(bytes: Array("BZh".utf8))
        case .sevenZip: Mark(bytes: Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C])
        case .tar: Mark(bytes: Array("ustar".utf8), offset: 257)
        case .arrow: Mark(bytes: Array("ARROW1".utf8))
        case .avro: Mark(bytes: Array("Obj".utf8) + [1])
        case .excelBinary: Mark(bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        case .pdf: Mark(bytes: Array("%PDF-".utf8))
        case .png: Mark(bytes: [0x89] + Array("PNG".utf8))
        case .jpeg: Mark(bytes: [0xFF, 0xD8, 0xFF])
        case .gif: Mark(bytes: Array("GIF8".utf8))
        case .webp: Mark(bytes: Array("RIFF".utf8))
        case .xmlOrHTML: Mark(bytes: Array("<".utf8))
        }
    }

    package var title: String {
        switch self {
        case .gzip: "a gzip file"
        case .zip: "a zip archive or an Excel workbook (xlsx)"
        case .parquet: "a Parquet file"
        case .sqlite: "a SQLite database"
        case .zstd: "a zstd file"
        case .xz: "an xz file"
        case .bzip2: "a bzip2 file"
        case .sevenZip: "a 7z archive"
        case .tar: "a tar archive"
        case .arrow: "an Arrow file"
        case .avro: "an Avro file"
        case .excelBinary: "an Excel workbook (xls)"
        case .pdf: "a PDF file"
        case .png, .jpeg, .gif, .webp: "a picture"
        case .xmlOrHTML: "a web page or XML"
        }
    }

    /// The command that makes readable text of it, or what to do where there is none.
    package func recipe(for file: String) -> String {
        switch self {
        case .gzip: "Unpack it first: gzip -dk \(file)"
        case .zip: "A workbook: xlsx2csv \(file) > accounts.csv. An archive: unzip \(file)"
        case .parquet, .arrow, .avro:
            "duckdb -c \"COPY (SELECT * FROM '\(file)') TO 'accounts.ndjson' (FORMAT json)\""
        case .sqlite: "sqlite3 -csv -header \(file) 'SELECT * FROM accounts' > accounts.csv"
        case .zstd: "Unpack it first: zstd -d \(file)"
        case .xz: "Unpack it first: xz -dk \(file)"
        case .bzip2: "Unpack it first: bzip2 -dk \(file)"
        case .sevenZip: "Unpack it first: 7z x \(file)"
        case .tar: "Unpack it first: tar -xf \(file)"
        case .excelBinary: "soffice --headless --convert-to csv \(file)"
        case .pdf, .png, .jpeg, .gif, .webp:
            "Export the figures as JSON or CSV; numbers are not read from a picture of them"
        case .xmlOrHTML:
            "An error or login page is often saved in place of data: look into it and fetch again"
        }
    }
}
