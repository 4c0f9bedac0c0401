// 12 to 24 backup words to be typed, each completed from the list, or pasted as a whole. Thread: GUI.
#pragma once

#include "wallet/values/secret_text.h"

#include <QLineEdit>
#include <QSet>
#include <QStringList>
#include <QVector>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;

namespace timecoin {

class WordEntry : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMostWords = 24;

    /// `list` is what words are completed from.
    explicit WordEntry(const QStringList& list, QWidget* parent = nullptr);

    int count() const;
    /// Of kCounts; what is typed stays.
    void setCount(int count);
    /// Lower case, separated by single spaces, without the empty ones.
    SecretText words() const;
    /// Spreads a text over the fields from the first one on.
    void paste(const QString& text);
    /// Marks the word at `position` (from 1) and goes there; 0 takes all marks away.
    void markWrong(int position);
    /// Of the first field that is empty, from 1; 0: none.
    int firstEmpty() const;
    void wipe();

private:
    void typed(int index, const QString& text);
    void left(int index);
    void spread(int index, const QStringList& words);
    void layOut();

    QSet<QString> m_known;
    QComboBox* m_count;
    QGridLayout* m_grid;
    QVector<QLabel*> m_numbers;
    QVector<QLineEdit*> m_fields;
};

}  // namespace timecoin
