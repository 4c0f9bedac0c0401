#include "node/engine/other_networks.h"

#include <algorithm>

namespace timecoin {

bool OtherNetworks::note(const QString& address, std::uint64_t nowMs) {
    if (!m_met.contains(address) && m_met.size() >= kMaxAddresses)
        m_met.erase(std::min_element(m_met.begin(), m_met.end(), [](const auto& a, const auto& b) {
            return a.second.lastMs < b.second.lastMs;
        }));
    Met& met = m_met[address];
    met.lastMs = nowMs;
    if ((met.toldMs && nowMs < *met.toldMs + kTellAgainMs) ||
        (m_toldMs && nowMs < *m_toldMs + kTellAnyMs))
        return false;
    met.toldMs = nowMs;
    m_toldMs = nowMs;
    return true;
}

QStringList OtherNetworks::recent(std::uint64_t nowMs) const {
    QStringList out;
    for (const auto& [address, met] : m_met)
        if (nowMs < met.lastMs + kForgetMs) out.append(address);
    return out;
}

}  // namespace timecoin
