// Properties over generated values (RapidCheck), with a seed that stands in the source: a test
// that fails on one machine fails on all.
#pragma once

#include "node/base/bytes.h"

#include <rapidcheck.h>

#include <cstdint>
#include <iostream>

namespace timecoin {

/// True when `property` held for `cases` generated cases; prints the smallest counterexample
/// otherwise. For QVERIFY.
template <class Property>
bool holds(Property&& property, int cases = 200, std::uint64_t seed = 20'251'121) {
    rc::detail::TestParams params;
    params.seed = seed;
    params.maxSuccess = cases;
    const rc::detail::TestResult result = rc::detail::checkTestable(
        std::forward<Property>(property), rc::detail::TestMetadata(), params);
    rc::detail::SuccessResult success;
    if (result.match(success)) return true;
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << std::endl;
    return false;
}

/// Any bytes of a fixed size.
template <class T>
rc::Gen<T> genFixed() {
    return rc::gen::map(rc::gen::container<Bytes>(T::kSize, rc::gen::arbitrary<std::uint8_t>()),
                        [](const Bytes& bytes) {
                            T fixed;
                            std::copy(bytes.begin(), bytes.end(), fixed.data.begin());
                            return fixed;
                        });
}

/// At most `max` bytes.
inline rc::Gen<Bytes> genBytes(std::size_t max) {
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, max + 1), [](std::size_t size) {
        return rc::gen::container<Bytes>(size, rc::gen::arbitrary<std::uint8_t>());
    });
}

}  // namespace timecoin
