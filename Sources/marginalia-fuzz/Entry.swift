import Glibc

/// libFuzzer's way in: the parser is named by `MARGINALIA_FUZZ`.
#if FUZZER
private let target: FuzzTarget = {
    let name = getenv("MARGINALIA_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("set MARGINALIA_FUZZ to one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.run(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}
#else
import SitePipeline

/// Without the fuzzer's engine: lists the parsers, which is what a person needs to name one; with a
/// name and files, runs that parser on each.
@main
struct Main {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first, let target = FuzzTarget(rawValue: name) else {
            return FuzzTarget.allCases.forEach { print($0.rawValue) }
        }
        for file in arguments.dropFirst() { target.run(try FileReader().read(file)) }
    }
}
#endif
