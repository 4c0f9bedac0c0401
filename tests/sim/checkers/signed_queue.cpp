#include "tests/sim/checkers/signed_queue.h"

namespace timecoin::sim {

void SignedQueue::add(NodeNumber node, const std::vector<SafetyRecord>& records) {
    for (const SafetyRecord& record : records) {
        if (record.kind != SafetyKind::Statement) continue;
        Reader in(record.bytes);
        if (auto message = wire::decodeMessage(in.blob(kMaxFrameBytes)))
            m_waiting[node].push_back({record.height, std::move(*message)});
    }
}

void SignedQueue::drain(NodeNumber node, std::uint64_t height,
                        const std::function<void(const wire::Message&)>& visit) {
    auto& waiting = m_waiting[node];
    for (; !waiting.empty() && waiting.front().height <= height + 1; waiting.pop_front())
        visit(waiting.front().message);
}

}  // namespace timecoin::sim
