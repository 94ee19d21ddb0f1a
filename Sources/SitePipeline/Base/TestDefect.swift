#if DEBUG
import Glibc

/// Ends the process as a defect of ours does, where a test wants one. No build that is released has it.
package enum TestDefect {
    /// `MARGINALIA_TEST_DEFECT=PLACE:LABEL` names the place in the program, and the account.
    package static func strike(_ place: String, _ label: String?) {
        guard let wish = getenv("MARGINALIA_TEST_DEFECT"), let label,
            String(cString: wish) == "\(place):\(label)"
        else { return }
        fatalError("asked for by a test")
    }
}
#endif
