// A thread for one device. Calls into the kernel may take long, or hang with a broken driver; they do so here, where nobody else
// waits, and not on the few threads that all tasks share.

import Glibc

/// Runs the jobs of one actor on a thread of its own, one after another. The thread ends with this object.
final class DeviceThread: SerialExecutor {
    /// What the thread and this object share.
    private final class Queue: @unchecked Sendable {
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        private var jobs: [UnownedJob] = []
        private var isOver = false

        init() {
            mutex.initialize(to: pthread_mutex_t())
            changed.initialize(to: pthread_cond_t())
            pthread_mutex_init(mutex, nil)
            pthread_cond_init(changed, nil)
        }

        deinit {
            pthread_cond_destroy(changed)
            pthread_mutex_destroy(mutex)
            changed.deallocate()
            mutex.deallocate()
        }

        func add(_ job: UnownedJob) {
            pthread_mutex_lock(mutex)
            jobs.append(job)
            pthread_cond_signal(changed)
            pthread_mutex_unlock(mutex)
        }

        func end() {
            pthread_mutex_lock(mutex)
            isOver = true
            pthread_cond_signal(changed)
            pthread_mutex_unlock(mutex)
        }

        /// The next job; waits for one. nil at the end.
        func next() -> UnownedJob? {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            while jobs.isEmpty, !isOver { pthread_cond_wait(changed, mutex) }
            return jobs.isEmpty ? nil : jobs.removeFirst()
        }
    }

    /// What the thread is given when it begins. The executor is only named by it, not kept: it outlives every job.
    private final class Start {
        let queue: Queue
        let executor: UnownedSerialExecutor

        init(queue: Queue, executor: UnownedSerialExecutor) {
            self.queue = queue
            self.executor = executor
        }
    }

    private let queue = Queue()

    init() {
        let start = Start(queue: queue, executor: UnownedSerialExecutor(ordinary: self))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { argument in
                let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
                while let job = start.queue.next() { job.runSynchronously(on: start.executor) }
                return nil
            }, Unmanaged.passRetained(start).toOpaque())
        precondition(result == 0, "the system gives no thread for a camera")
        pthread_detach(thread)
    }

    deinit { queue.end() }

    func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job)) }
}
