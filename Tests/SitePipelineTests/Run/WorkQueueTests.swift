import Synchronization
import Testing

@testable import SitePipeline

@Suite struct WorkQueueTests {
    @Test(arguments: [-1, 0, 1, 2, 3, 16, 200])
    func keepsTheOrderOfTheJobs(workers: Int) async {
        let jobs = Array(0..<101)
        let results = await WorkQueue(workers: workers).map(jobs, state: { 0 }) { job, _ in
            job * 2
        }
        #expect(results == jobs.map { $0 * 2 })
    }

    @Test func givesNothingForNothing() async {
        let results = await WorkQueue(workers: 4).map([Int](), state: { 0 }) { job, _ in job }
        #expect(results.isEmpty)
    }

    @Test func givesEachWorkerAStateOfItsOwn() async {
        let made = Atomic(0)
        let results = await WorkQueue(workers: 3).map(
            Array(0..<100),
            state: { made.add(1, ordering: .relaxed).newValue * 1_000 }
        ) { _, state in
            state += 1
            return state
        }
        #expect(made.load(ordering: .relaxed) <= 3)
        #expect(Set(results).count == 100, "no two jobs saw the same state")
        let counts = Dictionary(grouping: results) { $0 / 1_000 }.mapValues { $0.max() ?? 0 }
        #expect(counts.reduce(0) { $0 + $1.value % 1_000 } == 100)
    }

    @Test func tellsOfEveryJob() async {
        let told = Atomic(0)
        _ = await WorkQueue(workers: 2).map(
            Array(0..<33), state: { 0 }, progress: { told.add($0, ordering: .relaxed) }
        ) { job, _ in job }
        #expect(told.load(ordering: .relaxed) == 33)
    }
}
