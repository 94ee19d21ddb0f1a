import Foundation
import MarginModel
import Testing

@testable import ContentIngest

/// Pictures of 40 by 30 pixels: three that a browser wrote, the others put together here.
enum SamplePictures {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Fixtures/pictures")

    static func file(_ ending: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: "halves." + ending)))
    }

    static func all() throws -> [(format: PictureFormat, bytes: [UInt8])] {
        [
            (.png, try file("png")), (.jpeg, try file("jpg")), (.webp, try file("webp")),
            (.gif, gif), (.avif, avif()), (.svg, Array(svg.utf8)),
        ]
    }

    /// A table of two colours, an extension, an image of two blocks, the trailer.
    static let gif: [UInt8] =
        Array("GIF89a".utf8) + [40, 0, 30, 0, 0x80, 0, 0] + [0, 0, 0, 255, 255, 255]
        + [0x21, 0xF9, 4, 0, 0, 0, 0, 0]
        + [0x2C, 0, 0, 0, 0, 40, 0, 30, 0, 0] + [2, 2, 0x3B, 0x3B, 1, 0x21, 0] + [0x3B]

    static let svg = """
        <?xml version="1.0"?>
        <!-- <svg width="9" height="9"> -->
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 0 40 29.6"><title>Halves</title></svg>

        """

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let length = UInt32(content.count + 8)
        return (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + type.utf8
            + content
    }

    /// Two items: a thumbnail, and the primary picture, which is turned where `turn` is odd.
    static func avif(turn: UInt8 = 0) -> [UInt8] {
        let sizes =
            box("ispe", [0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 3])
            + box("ispe", [0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 30]) + box("irot", [turn])
        let links: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2] + [0, 1, 1, 0x81] + [0, 2, 2, 0x82, 3]
        let meta =
            [0, 0, 0, 0] + box("pitm", [0, 0, 0, 0, 0, 2])
            + box("iprp", box("ipco", sizes) + box("ipma", links))
        return box("ftyp", Array("avif".utf8) + [0, 0, 0, 0] + "mif1".utf8) + box("meta", meta)
            + box("mdat", [1, 2, 3])
    }
}

@Suite struct PictureReaderTests {
    private func size(_ bytes: [UInt8], _ format: PictureFormat) throws -> [Int] {
        let size = try PictureReader().size(of: bytes, as: format)
        return [size.width, size.height]
    }

    @Test func readsTheSizeOfEveryKind() throws {
        for (format, bytes) in try SamplePictures.all() {
            #expect(try size(bytes, format) == [40, 30], "\(format)")
        }
    }

    @Test(
        arguments: [
            ("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 40, 0x40, 30, 0x40]),
            ("VP8L", [0x2F, 39, 0x40, 7, 0]),
        ] as [(String, [UInt8])])
    func readsTheOlderFormsOfWebP(chunk: String, data: [UInt8]) throws {
        let body = Array("WEBP".utf8) + chunk.utf8 + [UInt8(data.count), 0, 0, 0] + data
        let file = Array("RIFF".utf8) + [UInt8(body.count), 0, 0, 0] + body
        #expect(try size(file, .webp) == [40, 30])
    }

    /// As browsers show them, and layouts must leave room for that.
    @Test func turnsWhatTheCameraHeldUpright() throws {
        let jpeg = try SamplePictures.file("jpg")
        for (turn, expected) in [(1, [40, 30]), (6, [30, 40])] as [(UInt8, [Int])] {
            let exif =
                Array("Exif\0\0II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0]
                + [0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0]
            let segment = [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif
            #expect(try size(Array(jpeg[..<2]) + segment + jpeg[2...], .jpeg) == expected)
        }
        #expect(try size(SamplePictures.avif(turn: 3), .avif) == [30, 40])
    }

    @Test(arguments: [
        ("<svg width=\"40px\" height='30'/>", [40, 30]),
        ("\u{FEFF}<svg\nwidth = \"40\" height=\"30\" viewBox=\"0 0 1 1\"></svg>", [40, 30]),
        ("<svg width=\"100%\" height=\"100%\" viewBox=\"0,0,40,30\"></svg>", [40, 30]),
    ])
    func takesADrawingsSizeFromWhereItStands(svg: String, expected: [Int]) throws {
        #expect(try size(Array(svg.utf8), .svg) == expected)
    }

    @Test(arguments: [
        "<svg width=\"2em\" height=\"1em\"></svg>", "<svg viewBox=\"0 0 nan 1\"></svg>",
        "<svg viewBox=\"0 0 40\"></svg>", "<svg width=\"0\" height=\"0\"></svg>",
    ])
    func refusesADrawingWithoutASize(svg: String) {
        #expect(throws: PictureFault.withoutSize) { try size(Array(svg.utf8), .svg) }
    }

    @Test func namesWhatABadlyNamedFileIs() throws {
        let png = try SamplePictures.file("png")
        #expect(throws: PictureFault.misnamed(.png)) { try size(png, .jpeg) }
        for text in ["GIF", "<html><svg width=\"1\" height=\"1\"/></html>", "<svgs/>"] {
            for format in PictureFormat.allCases {
                #expect(throws: PictureFault.misnamed(nil)) { try size(Array(text.utf8), format) }
            }
        }
        #expect(throws: PictureFault.cut) { try size([], .png) }
    }

    /// Whatever is missing at its end, no picture is taken for whole. A WebP's padding is none of it.
    @Test func refusesACutFileAtEveryLength() throws {
        for (format, bytes) in try SamplePictures.all() where format != .svg {
            for count in bytes.indices {
                #expect(throws: PictureFault.self, "\(format), \(count) of \(bytes.count)") {
                    try size(Array(bytes[..<count]), format)
                }
            }
        }
        let svg = Array(SamplePictures.svg.utf8)
        #expect(throws: PictureFault.cut) { try size(Array(svg.dropLast(8)), .svg) }
    }

    /// Numbers that lie make it neither stop nor read beyond the end, and what is read is a size.
    @Test func standsWhateverTheBytes() throws {
        var state: UInt64 = 20
        func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(sides))
        }
        var readable = 0
        for (format, bytes) in try SamplePictures.all() {
            for _ in 0..<3_000 {
                var bytes = bytes
                for _ in 0...roll(4) {
                    bytes[roll(bytes.count)] = [0, 1, 0x7F, 0x80, 0xFF, UInt8(roll(256))][roll(6)]
                }
                if roll(3) == 0 { bytes.removeLast(roll(bytes.count)) }
                guard let size = try? PictureReader().size(of: bytes, as: format) else { continue }
                readable += 1
                #expect((1...1_000_000).contains(size.width))
                #expect((1...1_000_000).contains(size.height))
            }
        }
        #expect(readable > 1_000)
    }
}
