import MarginModel
import Testing

@Suite struct UniquedTests {
    /// Few are compared, many hashed.
    @Test(arguments: [0, 1, 7, 8, 9, 40])
    func keepsTheFirstOfEach(count: Int) {
        let once = (0..<count).map { "coin \($0)" }
        #expect((once + once.reversed() + once).uniqued() == once)
    }
}
