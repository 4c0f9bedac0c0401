// Checks signatures off the node thread. Takes values (VerifyJob), returns values (VerifyResult);
// the jobs share nothing with the node or with each other (R-STA-5: nothing unverified reaches the
// replica, because only these results carry Verified values).
// Thread: node. Its own workers run the jobs; results come back through one hand-over queue.
#pragma once

#include "node/core/turn.h"
#include "node/engine/hand_over.h"

#include <QThreadPool>

#include <cstddef>
#include <functional>
#include <vector>

namespace timecoin {

class VerifyPool {
public:
    /// Jobs of one batch: large enough that the queue costs nothing beside a signature check,
    /// small enough that the first result does not wait for long (about 1 ms).
    static constexpr std::size_t kBatch = 16;
    /// Above this many jobs the engine takes no more transactions or blocks from its inbox.
    static constexpr std::size_t kBusy = 1'024;

    /// One thread less than the machine has, but at least one.
    static int defaultThreads();

    /// `wake` is called on a worker when results appear in an empty queue; it must only post.
    VerifyPool(int threads, std::function<void()> wake);
    /// Waits for the jobs that run; those that wait are dropped.
    ~VerifyPool();
    VerifyPool(const VerifyPool&) = delete;
    VerifyPool& operator=(const VerifyPool&) = delete;

    void post(std::vector<VerifyJob> jobs);
    /// Every result there is.
    std::vector<VerifyResult> take();
    /// Jobs posted whose results were not taken yet.
    std::size_t outstanding() const { return m_outstanding; }
    bool busy() const { return m_outstanding >= kBusy; }

private:
    std::function<void()> m_wake;
    HandOver<VerifyResult> m_results;
    std::size_t m_outstanding = 0;
    QThreadPool m_pool;
};

}  // namespace timecoin
