// What members sign, in the order in which it becomes durable, which is that of signing; held back
// until the blocks are known that the same turn commits.
#pragma once

#include "tests/sim/checkers/members.h"

#include "node/storage/storage.h"
#include "node/wire/messages.h"

#include <deque>
#include <functional>

namespace timecoin::sim {

class SignedQueue {
public:
    /// The statements among them, each with the message it stands in.
    void add(NodeNumber node, const std::vector<SafetyRecord>& records);
    /// Hands out what `node` signed for heights whose members are known when the chain has `height`
    /// blocks. Power may be lost in the turn that takes a block: what was signed above it waits
    /// until somebody tells of that block.
    void drain(NodeNumber node, std::uint64_t height,
               const std::function<void(const wire::Message&)>& visit);

private:
    struct Signed {
        std::uint64_t height = 0;
        wire::Message message;
    };
    std::map<NodeNumber, std::deque<Signed>> m_waiting;
};

}  // namespace timecoin::sim
