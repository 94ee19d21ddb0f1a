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
/// Without the fuzzer's engine: lists the parsers, which is what a person needs to name one.
@main
struct Main {
    static func main() { for target in FuzzTarget.allCases { print(target.rawValue) } }
}
#endif
