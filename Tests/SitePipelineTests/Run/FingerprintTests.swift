import Testing

@testable import SitePipeline

@Suite struct FingerprintTests {
    /// FIPS 180-4's examples, as NIST publishes them.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func hashesAsPublished(text: String, hash: String) {
        #expect(Fingerprint.sha256(Array(text.utf8)) == hash)
    }

    /// SHA-384 of "abc" (FIPS 180-4): cb00753f 45a35e8b … 58baeca1 34c825a7.
    @Test func writesIntegrityAsBrowsersReadIt() {
        let expected = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        #expect(Fingerprint.integrity(Array("abc".utf8)) == expected)
    }

    /// RFC 4231, test cases 1 and 2, cut to 128 bits.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0B, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b"
        ),
        (Array("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c7"),
    ])
    func namesReportsByTheirCode(key: [UInt8], text: String, name: String) {
        #expect(Fingerprint.privateName(text, key: key) == name)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func padsBase64(text: String, encoded: String) {
        #expect(Fingerprint.base64(Array(text.utf8)) == encoded)
    }
}
