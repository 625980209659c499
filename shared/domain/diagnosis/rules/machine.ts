import type { Rule } from '../rule.ts';

/** Disk, memory and other limits of the machine. */
export const MACHINE: readonly Rule[] = [
  {
    id: 'disk-full',
    kind: 'disk',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bno space left on device\b|\bENOSPC\b|\bdisk quota exceeded\b|\bEDQUOT\b|\bdisk (?:is )?full\b|\bnot enough (?:free )?(?:disk )?space\b|\bnot enough space on (?:the )?dis[kc]\b|\byou don't have enough free space in\b|\bneeds \d{1,6}[KMG]B more space on the\b|\binsufficient (?:disk |storage )space\b|\bout of disk space\b/i,
    example: 'write /var/lib/docker/tmp/layer.tar: no space left on device',
    nearMiss: 'Freed 3 GB of space',
    source: 'Linux, errno ENOSPC and EDQUOT',
  },
  {
    id: 'out-of-memory',
    kind: 'memory',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bheap out of memory\b|\bReached heap limit\b|\bOutOfMemoryError\b|\bMemoryError\b|\bCannot allocate memory\b|\bENOMEM\b|\bout of memory\b|\bOOM ?Killed\b|\bOutOfMemory\b|\bOOMKill|\boom-kill|\bvirtual memory exhausted\b|\bGC overhead limit exceeded\b|\bJVM heap space is exhausted\b|\bJava heap space\b|\bmemory exhausted\b|\bAllowed memory size of \d{1,15} bytes exhausted\b|\bbad_alloc\b|\binsufficient memory for the Java Runtime\b|\bkilled due to memory\b|\bhit the memory limit\b|\bmemory limit exceeded\b/i,
    example: 'java.lang.OutOfMemoryError: Metaspace',
    nearMiss: 'Memory: 512 MB of 3008 MB used',
    source: 'Node.js 24, OpenJDK 21, Linux, PHP 8.3',
  },
  {
    id: 'killed',
    kind: 'memory',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bexit(?:ed with|) (?:code|status):? ?137\b|\breturned a non-zero code: 137\b|\bexit code: 137\b|\bsignal: (?:killed\b|9, SIGKILL)|\bKilled signal terminated program\b|^Killed$|\bterminated by signal (?:9|SIGKILL)\b|\bError 137\b|\bcode 137\b|: line \d{1,6}: +\d{1,9} Killed\b|\bbeing terminated by signal=SIGKILL\b|\bsignal=SIGKILL\b|\bwas terminated by another process: signal=SIGKILL|\b(?:command|process|worker) (?:was |)killed\b|\bDaemon disappeared unexpectedly\b/i,
    example: 'c++: fatal error: Killed signal terminated program cc1plus',
    nearMiss: 'Killed the old server before the start',
    source: 'bash 5, Exit status; GCC 13',
  },
  {
    id: 'limits-of-files',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\btoo many open files\b|\bEMFILE\b|\bArgument list too long\b|\bE2BIG\b|\bRead-only file system\b|\bEROFS\b|\bFile name too long\b|\bENAMETOOLONG\b|\bToo many levels of symbolic links\b|\bfork: (?:retry: |)Resource temporarily unavailable\b|\bunable to create (?:new |)native thread\b|\bpthread_create failed\b/i,
    example: 'Error: EMFILE: too many open files, watch',
    nearMiss: 'Opened 12 files',
    source: 'Linux, errno(3)',
  },
];
