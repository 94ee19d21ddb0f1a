import Glibc
package import MarginModel

/// The time of day, for journals, locks and metrics. What a run computes and publishes goes by the clock
/// that it is given, so nothing of this reaches a release or a report.
package enum SystemClock {
    package static var now: Instant { Instant(secondsSinceEpoch: Int64(time(nil))) }
}
