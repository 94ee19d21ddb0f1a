import CZlib
import MarginModel

/// Unpacks gzip piece by piece. Members may follow each other, as `cat a.gz b.gz` makes them.
final class Gunzip {
    private static let pieceBytes = 1 << 18
    /// What one stream may become. A hostile file of some megabytes could be read for hours.
    private static let mostBytes = 1 << 36

    private let source: ByteSource
    private let file: String
    private let stream: UnsafeMutablePointer<z_stream>
    private var packed: [UInt8] = []
    /// How much of `packed` is used, and how many packed bytes came before it.
    private var used = 0
    private var passed = 0
    private var produced = 0
    private var isInside = true
    private var isFinished = false

    init(_ source: @escaping ByteSource, file: String) {
        self.source = source
        self.file = file
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = marginalia_gunzip_start(stream)
        precondition(code == Z_OK, "zlib has no memory for its window")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// The next piece of what was packed; empty at the end.
    ///
    /// - Throws: `gzip-cut-short`, `gzip-broken` and `gzip-too-large`, with the offset in the file.
    func next() throws(Diagnostic) -> [UInt8] {
        while !isFinished {
            if used == packed.count, try !refill() { return [] }
            let piece = try inflated()
            produced += piece.count
            guard produced <= Self.mostBytes else {
                throw problem("gzip-too-large", "more than \(Self.mostBytes) bytes come out of it")
            }
            if !piece.isEmpty { return piece }
        }
        return []
    }

    /// More packed bytes. `false` at the end of the file, which may only come between members.
    private func refill() throws(Diagnostic) -> Bool {
        passed += packed.count
        used = 0
        packed = try source()
        guard packed.isEmpty else { return true }
        isFinished = true
        if isInside { throw problem("gzip-cut-short", "the gzip stream ends before its end mark") }
        return false
    }

    private func inflated() throws(Diagnostic) -> [UInt8] {
        if !isInside, try !startsMember() { return [] }
        var code = Z_OK
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
            packed.withUnsafeMutableBufferPointer { packed in
                stream.pointee.next_in = packed.baseAddress?.advanced(by: used)
                stream.pointee.avail_in = UInt32(packed.count - used)
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                code = inflate(stream, Z_NO_FLUSH)
                used = packed.count - Int(stream.pointee.avail_in)
                count = buffer.count - Int(stream.pointee.avail_out)
            }
        }
        switch code {
        case Z_STREAM_END: isInside = false
        case Z_OK, Z_BUF_ERROR: break
        default: throw problem("gzip-broken", "the gzip stream is damaged here")
        }
        return piece
    }

    /// Begins the member that follows. Zeros behind the last one, as tapes pad them, are passed over.
    private func startsMember() throws(Diagnostic) -> Bool {
        while used < packed.count, packed[used] == 0 { used += 1 }
        guard used < packed.count else { return false }
        guard packed[used] == 0x1F else {
            throw problem("gzip-broken", "something that is not gzip follows the gzip stream")
        }
        inflateReset(stream)
        isInside = true
        return true
    }

    private func problem(_ id: String, _ message: String) -> Diagnostic {
        isFinished = true
        return Diagnostic(
            id: id, at: SourceLocation(file: file),
            message: "\(message) (byte \(passed + used) of the file)",
            hint: "Fetch or pack the file again; gzip -t \(file) tests it")
    }
}
