import Testing

@testable import SitePipeline

@Suite struct DigestSumTests {
    /// SHA-256 of "abc" is in FIPS 180-2; its double modulo 2^256 by Python.
    @Test func addsModuloTwoToThe256() {
        var sum = DigestSum()
        sum.add(digestOf: Array("abc".utf8))
        #expect(
            sum.description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        sum.add(digestOf: Array("abc".utf8))
        #expect(
            sum.description == "74f02d7f1e039fd4828281bcbb5c44476006c3472c2ef5396821fec3e4002b5a")
    }
}
