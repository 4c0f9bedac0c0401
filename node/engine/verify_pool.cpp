#include "node/engine/verify_pool.h"

#include <QThread>

#include <algorithm>
#include <memory>

namespace timecoin {

int VerifyPool::defaultThreads() {
    return std::max(1, QThread::idealThreadCount() - 1);
}

VerifyPool::VerifyPool(int threads, std::function<void()> wake) : m_wake(std::move(wake)) {
    m_pool.setMaxThreadCount(threads);
    m_pool.setExpiryTimeout(-1);
    m_pool.setObjectName(QStringLiteral("verify"));
}

VerifyPool::~VerifyPool() {
    m_pool.clear();
    m_pool.waitForDone();
}

void VerifyPool::post(std::vector<VerifyJob> jobs) {
    if (jobs.empty()) return;
    m_outstanding += jobs.size();
    // Few jobs are spread over the workers, many are packed.
    const auto workers = static_cast<std::size_t>(m_pool.maxThreadCount());
    const std::size_t size = std::clamp<std::size_t>(jobs.size() / workers, 1, kBatch);
    for (std::size_t from = 0; from < jobs.size(); from += size) {
        const std::size_t to = std::min(from + size, jobs.size());
        auto batch = std::make_shared<std::vector<VerifyJob>>(
            std::make_move_iterator(jobs.begin() + static_cast<std::ptrdiff_t>(from)),
            std::make_move_iterator(jobs.begin() + static_cast<std::ptrdiff_t>(to)));
        m_pool.start([this, batch] {
            std::vector<VerifyResult> results;
            results.reserve(batch->size());
            for (VerifyJob& job : *batch) {
                results.push_back(job());
                job = nullptr;  // frees what it captured here, not on the node thread
            }
            if (m_results.push(std::move(results))) m_wake();
        });
    }
}

std::vector<VerifyResult> VerifyPool::take() {
    std::vector<VerifyResult> results = m_results.drain();
    m_outstanding -= results.size();
    return results;
}

}  // namespace timecoin
