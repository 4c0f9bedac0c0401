#include "ui/models/keyed_diff.h"

#include <algorithm>

namespace timecoin {
namespace {

/// True for the rows of one longest run that is in order already: these need not move.
std::vector<bool> inOrder(const std::vector<int>& wanted) {
    std::vector<std::size_t> ends;  // of the best run of each length
    std::vector<std::size_t> before(wanted.size(), wanted.size());
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        if (wanted[at] < 0) continue;
        const auto found =
            std::lower_bound(ends.begin(), ends.end(), wanted[at],
                             [&](std::size_t end, int place) { return wanted[end] < place; });
        if (found != ends.begin()) before[at] = *(found - 1);
        if (found == ends.end())
            ends.push_back(at);
        else
            *found = at;
    }
    std::vector<bool> out(wanted.size(), false);
    for (std::size_t at = ends.empty() ? wanted.size() : ends.back(); at < wanted.size();
         at = before[at])
        out[at] = true;
    return out;
}

}  // namespace

KeyedPlan planRows(std::vector<int> wanted) {
    KeyedPlan plan;
    std::vector<bool> settled = inOrder(wanted);
    std::vector<int> movers;
    for (std::size_t at = 0; at < wanted.size(); ++at)
        if (wanted[at] >= 0 && !settled[at]) movers.push_back(wanted[at]);
    if (movers.size() > kMostMoves) {
        movers.clear();
        for (std::size_t at = 0; at < wanted.size(); ++at)
            if (!settled[at]) wanted[at] = -1;
    }
    for (std::size_t at = wanted.size(); at > 0; --at) {
        if (wanted[at - 1] >= 0) continue;
        std::size_t first = at - 1;
        while (first > 0 && wanted[first - 1] < 0) --first;
        plan.removals.emplace_back(static_cast<int>(first), static_cast<int>(at - 1));
        at = first + 1;
    }
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        if (wanted[at] < 0) continue;
        plan.kept.push_back(wanted[at]);
        settled[plan.kept.size() - 1] = settled[at];
    }
    settled.resize(plan.kept.size());
    std::sort(movers.begin(), movers.end());
    for (const int mover : movers) {
        const auto found = std::find(plan.kept.begin(), plan.kept.end(), mover);
        const auto from = found - plan.kept.begin();
        plan.kept.erase(found);
        settled.erase(settled.begin() + from);
        // Before the first settled row that comes after it.
        std::size_t to = 0;
        while (to < plan.kept.size() && !(settled[to] && plan.kept[to] > mover)) ++to;
        plan.kept.insert(plan.kept.begin() + static_cast<std::ptrdiff_t>(to), mover);
        settled.insert(settled.begin() + static_cast<std::ptrdiff_t>(to), true);
        if (static_cast<std::ptrdiff_t>(to) != from)
            plan.moves.emplace_back(static_cast<int>(from), static_cast<int>(to));
    }
    return plan;
}

}  // namespace timecoin
