// Backup words to be read and written down: numbered, in columns. Thread: GUI.
#pragma once

#include "wallet/values/secret_text.h"

#include <QString>
#include <QVector>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace timecoin {

class WordGrid : public QWidget {
    Q_OBJECT
public:
    explicit WordGrid(QWidget* parent = nullptr);

    void setWords(const SecretText& words);
    /// Nothing of the words is left in it.
    void wipe();
    int count() const { return static_cast<int>(m_cells.size()); }

private:
    QGridLayout* m_grid;
    QVector<QLabel*> m_cells;
};

/// The words of `words`, which are separated by single spaces; wipe the copies made of them.
int wordCount(const SecretText& words);
/// From 0.
QString wordAt(const SecretText& words, int index);

}  // namespace timecoin
